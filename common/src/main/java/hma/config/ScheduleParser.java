package hma.config;

import hma.protocol.Side;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How the text of the schedule becomes a value; a refusal says what the text must be. */
final class ScheduleParser {
  private static final Pattern ENTRY = Pattern.compile("([0-9]{1,2}):(master|slave)");
  private static final Pattern BETWEEN = Pattern.compile("[\\s,]+");

  private ScheduleParser() {}

  static List<ScheduleEntry> entries(String text) {
    String plain = text.toLowerCase(Locale.ROOT);
    // An unquoted off is the boolean false in YAML.
    if (plain.equals("off") || plain.equals("false")) {
      return List.of();
    }
    List<ScheduleEntry> entries =
        Stream.of(BETWEEN.split(plain))
            .map(ScheduleParser::entry)
            .sorted(Comparator.comparingInt(ScheduleEntry::day))
            .toList();
    if (entries.stream().map(ScheduleEntry::day).distinct().count() < entries.size()) {
      throw new IllegalArgumentException("it names a day twice: keep one side for each day");
    }
    return entries;
  }

  private static ScheduleEntry entry(String text) {
    Matcher matcher = ENTRY.matcher(text);
    int day = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    if (day < 1 || day > 31) {
      throw new IllegalArgumentException(
          "it must be days from 1 to 31 with a side each, as in \"1:master 21:slave\", or off");
    }
    return new ScheduleEntry(day, Side.valueOf(matcher.group(2).toUpperCase(Locale.ROOT)));
  }

  static LocalTime time(String text) {
    // YAML reads an unquoted 12:30 as the number 750.
    return orRefuse(
        () -> LocalTime.parse(text),
        "it must be a time of day from 00:00 to 23:59, in quotes in a YAML file");
  }

  static ZoneId zone(String text) {
    return orRefuse(
        () -> ZoneId.of(text),
        "it must be a time zone as in UTC, Europe/Berlin or +02:00"
            + probableZone(text).map(zone -> ": did you mean " + zone + "?").orElse(""));
  }

  /** One that is written otherwise, that of a city, or one that is written almost so. */
  private static Optional<String> probableZone(String text) {
    Set<String> zones = new TreeSet<>(ZoneId.getAvailableZoneIds());
    List<String> regions = zones.stream().filter(zone -> zone.indexOf('/') > 0).toList();
    return zones.stream()
        .filter(zone -> zone.equalsIgnoreCase(text))
        .findFirst()
        .or(() ->
            regions.stream()
                .filter(zone -> zone.substring(zone.lastIndexOf('/') + 1).equalsIgnoreCase(text))
                .findFirst())
        .or(() -> Spelling.nearest(text, regions));
  }

  private static <T> T orRefuse(Supplier<T> parser, String requirement) {
    try {
      return parser.get();
    } catch (DateTimeException malformed) {
      throw new IllegalArgumentException(requirement, malformed);
    }
  }
}
