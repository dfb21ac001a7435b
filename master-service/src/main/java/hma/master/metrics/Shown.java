package hma.master.metrics;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** The gauges of one scrape: what is not known is left out of it. */
final class Shown {
  private final Map<Name, GaugeSnapshot.Builder> gauges = new EnumMap<>(Name.class);

  /** What can be shown. */
  enum Name {
    LEADING("Whether this master leads (1) or not (0)."),
    TERM("The term of this master's lead; it grows with every one."),
    EPOCH("The epoch of the data; it grows with every switchover."),
    ACTIVE("Whether a side is active (1) or not (0); both are 0 while that is not known."),
    STATE("What the master is doing: one of the states is 1."),
    PAUSED("Whether the schedule is followed (0) or not (1)."),
    STANDBY_AGE_SECONDS("Time since the moment of which the standby is known to hold everything."),
    NEXT_BOUNDARY_TIMESTAMP_SECONDS("When the schedule makes a side active next, in unix time."),
    ACCOUNT_QUOTA_SECONDS("Eco hours that the account of a side has each month."),
    ACCOUNT_QUOTA_LEFT_SECONDS("Eco hours that the account of a side has left this month."),
    ALARM("1 for each alarm that stands."),
    RUN_START_TIMESTAMP_SECONDS("When what runs now was begun, in unix time."),
    RUN_ROWS("Rows that what runs now has carried."),
    RUN_BYTES("Bytes that what runs now has carried."),
    BACKLOG_KEYS("Logged changes that wait to be carried by the live copy that runs."),
    BACKLOG_BYTES("What the log of changes of the live copy that runs takes on disk."),
    LAST_RUN_TIMESTAMP_SECONDS("When the newest run of each purpose ended, in unix time."),
    LAST_OUTAGE_SECONDS("The outage of the newest switchover that has completed, and its parts.");

    private final String help;

    Name(String help) {
      this.help = help;
    }

    private String text() {
      return "hma_" + name().toLowerCase(Locale.ROOT);
    }
  }

  /** Adds a value, and gives this. */
  Shown add(Name name, double value, String... labels) {
    gauges
        .computeIfAbsent(name, shown -> GaugeSnapshot.builder().name(shown.text()).help(shown.help))
        .dataPoint(GaugeDataPointSnapshot.builder().value(value).labels(Labels.of(labels)).build());
    return this;
  }

  /** Adds 1 where it is so, else 0. */
  Shown add(Name name, boolean so, String... labels) {
    return add(name, so ? 1 : 0, labels);
  }

  MetricSnapshots snapshots() {
    return new MetricSnapshots(
        gauges.values().stream().<MetricSnapshot>map(GaugeSnapshot.Builder::build).toList());
  }
}
