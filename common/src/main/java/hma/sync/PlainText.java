package hma.sync;

import static java.util.stream.Collectors.joining;

/** Texts out of the data, for people: nothing in them moves a cursor or begins a line. */
public final class PlainText {
  private PlainText() {}

  /** The text with its control characters spelled out. */
  public static String of(String text) {
    return text.codePoints()
        .mapToObj(point ->
            Character.isISOControl(point) ? "\\u%04x".formatted(point) : Character.toString(point))
        .collect(joining());
  }
}
