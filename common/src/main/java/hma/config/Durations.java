package hma.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 90} (seconds), {@code 90s}, {@code 3d}, {@code PT90S}. */
public final class Durations {
  private static final Pattern NUMBER_AND_UNIT = Pattern.compile("([0-9]{1,9})\\s*(ms|s|m|h|d|)");

  private Durations() {}

  /**
   * Reads a duration.
   *
   * @throws IllegalArgumentException saying what the text must be
   */
  public static Duration parse(String text, Duration least, Duration most) {
    return read(text)
        .filter(duration -> duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "it must be a duration from %s to %s, as in 90s, 2m or PT90S"
                    .formatted(print(least), print(most))));
  }

  private static Optional<Duration> read(String text) {
    Matcher matcher = NUMBER_AND_UNIT.matcher(text.toLowerCase(Locale.ROOT));
    if (matcher.matches()) {
      long number = Long.parseLong(matcher.group(1));
      return Optional.of(
          switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofSeconds(number);
          });
    }
    try {
      return Optional.of(Duration.parse(text));
    } catch (DateTimeParseException notIso) {
      return Optional.empty();
    }
  }

  private static String print(Duration duration) {
    return duration.toSeconds() % 3600 == 0 && !duration.isZero()
        ? duration.toHours() + "h"
        : duration.toSeconds() + "s";
  }
}
