package hma.sandbox.bench;

import java.util.List;
import java.util.Optional;

/**
 * What was measured at one size of the large table.
 *
 * @param rows its rows
 * @param outages of all switchovers in their order, two a round
 * @param acknowledged how many transactions the writers were told to be committed; none was lost
 * @param dump {@code pg_dump -a | psql} of the same rows, where it is installed
 */
record OutageSize(long rows, List<Outage> outages, long acknowledged, Optional<Series> dump) {
  private static final int A_ROUND = 2;

  /** Copies the list. */
  OutageSize {
    outages = List.copyOf(outages);
  }

  /** Those of the first round: the first use of each process. */
  List<Outage> cold() {
    return outages.subList(0, A_ROUND);
  }

  /** Those of the other rounds; of the only one, if there is one only. */
  List<Outage> warm() {
    return outages.size() == A_ROUND ? outages : outages.subList(A_ROUND, outages.size());
  }

  /** The middle of the warm ones; empty where the master did not tell. */
  Optional<Double> median(OutagePart part) {
    return median(warm(), part);
  }

  /** The middle of the cold ones; empty where the master did not tell. */
  Optional<Double> coldMedian(OutagePart part) {
    return median(cold(), part);
  }

  /** The longest of all rounds, the cold one too. */
  Optional<Long> worst(OutagePart part) {
    return outages.stream().flatMap(outage -> outage.millis(part).stream()).max(Long::compare);
  }

  /** The middle of the warm ones, in changed rows. */
  Optional<Double> lastRound() {
    List<Long> rows = warm().stream().flatMap(outage -> outage.lastRound().stream()).toList();
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(Median.of(rows.stream().mapToDouble(Long::doubleValue)));
  }

  /** The most of all rounds, in changed rows. */
  Optional<Long> mostInLastRound() {
    return outages.stream().flatMap(outage -> outage.lastRound().stream()).max(Long::compare);
  }

  /** The middle of the warm ones, in transactions a second. */
  double rate() {
    return Median.of(warm().stream().mapToDouble(Outage::rate));
  }

  /**
   * How long the worker would be down if it was stopped, the rows copied by {@code pg_dump} and the
   * worker started: its stop and its boot take what they took here.
   */
  Optional<Double> stopCopyStart() {
    return dump.flatMap(copies ->
        median(OutagePart.STOP)
            .flatMap(stop ->
                median(OutagePart.BOOT)
                    .map(boot -> stop + copies.median(Measurement::wholeMillis) + boot)));
  }

  private static Optional<Double> median(List<Outage> outages, OutagePart part) {
    List<Long> times = outages.stream().flatMap(outage -> outage.millis(part).stream()).toList();
    return times.isEmpty()
        ? Optional.empty()
        : Optional.of(Median.of(times.stream().mapToDouble(Long::doubleValue)));
  }
}
