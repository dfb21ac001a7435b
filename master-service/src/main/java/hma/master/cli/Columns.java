package hma.master.cli;

import hma.sync.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A table of text whose columns are aligned: numbers to the right, everything else to the left. */
final class Columns {
  private static final String GAP = "  ";

  private final List<String> titles;
  private final List<Boolean> right;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * Without rows.
   *
   * @param titles of the columns; one that begins with {@code >} is aligned to the right
   */
  Columns(String... titles) {
    this.titles =
        List.of(titles).stream()
            .map(title -> title.startsWith(">") ? title.substring(1) : title)
            .toList();
    this.right = List.of(titles).stream().map(title -> title.startsWith(">")).toList();
  }

  /** One more row; control characters, which names of tables may have, are spelled out. */
  void add(String... cells) {
    rows.add(Stream.of(cells).map(PlainText::of).toList());
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The title and the rows. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(line(titles));
    rows.forEach(row -> lines.add(line(row)));
    return lines;
  }

  private String line(List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String pad = " ".repeat(width(i) - length(cells.get(i)));
      line.append(i == 0 ? "" : GAP).append(right.get(i) ? pad + cells.get(i) : cells.get(i) + pad);
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    int width = length(titles.get(column));
    for (List<String> row : rows) {
      width = Math.max(width, length(row.get(column)));
    }
    return width;
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
