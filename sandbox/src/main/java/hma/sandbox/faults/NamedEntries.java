package hma.sandbox.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Lists of the faults whose entries hold all the time and therefore strike nothing. */
final class NamedEntries {
  private static final long MONTH_SECONDS = Duration.ofHours(1000).toSeconds();
  private static final long FARTHEST_CLOCK_MS = Duration.ofDays(3660).toMillis();

  private NamedEntries() {}

  static List<Entry> read(Entry root, String key, Collection<String> known) {
    List<Entry> entries = new ArrayList<>();
    for (Object each : root.list(key)) {
      entries.add(Entry.of(each, key + "[" + entries.size() + "]", known));
    }
    return entries;
  }

  static Map<String, Duration> quota(Entry root) {
    return byName(
        read(root, "quota", List.of("app", "leftSeconds")),
        "app",
        entry -> Duration.ofSeconds(entry.whole("leftSeconds", 0, MONTH_SECONDS)));
  }

  static Map<String, Duration> clocks(Entry root) {
    return byName(
        read(root, "clocks", List.of("of", "aheadMs")),
        "of",
        entry -> Duration.ofMillis(entry.whole("aheadMs", -FARTHEST_CLOCK_MS, FARTHEST_CLOCK_MS)));
  }

  private static Map<String, Duration> byName(
      List<Entry> entries, String key, Function<Entry, Duration> value) {
    Map<String, Duration> values = new HashMap<>();
    for (Entry entry : entries) {
      String name = entry.needed(key);
      if (values.putIfAbsent(name, value.apply(entry)) != null) {
        throw new IllegalArgumentException(entry.where() + " names " + name + " a second time");
      }
    }
    return Map.copyOf(values);
  }
}
