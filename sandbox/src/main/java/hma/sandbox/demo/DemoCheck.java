package hma.sandbox.demo;

import hma.protocol.Side;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Everything that is checked once the worker is back, while it goes on writing. */
final class DemoCheck {
  private static final int EXAMPLES = 5;

  private DemoCheck() {}

  /**
   * Checks the record against the ledger, both databases against each other and each in itself.
   *
   * @param active the side where the worker writes now
   * @param legs the switchovers that brought it there, all completed
   * @throws IOException when the record cannot be read
   * @throws SQLException when a database cannot be read
   */
  static DemoResult of(Stage stage, Side active, List<Leg> legs) throws IOException, SQLException {
    LedgerFindings ledger = ledger(stage, active);
    List<String> failures = new ArrayList<>(contradictions(ledger));
    if (!changesOfSide(ledger).equals(changesOfSide(legs))) {
      failures.add(
          "the worker's record shows " + changesOfSide(ledger) + ", not " + changesOfSide(legs));
    }
    for (Side side : Side.values()) {
      failures.addAll(brokenInvariants(stage, side));
    }
    failures.addAll(
        DatabaseComparison.differences(stage.database(active), stage.database(active.other())));
    return new DemoResult(legs, Optional.of(ledger), failures);
  }

  private static LedgerFindings ledger(Stage stage, Side active) throws IOException, SQLException {
    // The record first: what is in it must then be in the ledger, though the worker goes on.
    List<Commit> record = LedgerRecord.readAll(stage.records());
    try (Connection connection = stage.database(active).connect("hma-demo-check")) {
      return LedgerCheck.compare(record, LedgerRow.readAll(connection));
    }
  }

  private static List<String> contradictions(LedgerFindings ledger) {
    List<String> contradictions = new ArrayList<>();
    if (ledger.acknowledged() == 0) {
      contradictions.add("the workers' record is empty");
    }
    if (!ledger.lost().isEmpty()) {
      contradictions.add("lost although acknowledged: " + examples(ledger.lost()));
    }
    if (!ledger.duplicated().isEmpty()) {
      contradictions.add("acknowledged or stored twice: " + examples(ledger.duplicated()));
    }
    if (ledger.overlapMs() > 0) {
      contradictions.add(
          "two workers committed at the same time for " + ledger.overlapMs() + " ms");
    }
    return contradictions;
  }

  private static String examples(Set<Long> numbers) {
    List<Long> first = numbers.stream().limit(EXAMPLES).toList();
    return numbers.size() + " of the ledger's rows, as in " + first;
  }

  private static List<String> changesOfSide(LedgerFindings ledger) {
    return ledger.handovers().stream()
        .map(handover -> Leg.title(handover.from(), handover.to()))
        .toList();
  }

  private static List<String> changesOfSide(List<Leg> legs) {
    return legs.stream().map(Leg::title).toList();
  }

  private static List<String> brokenInvariants(Stage stage, Side side) throws SQLException {
    try (Connection connection = stage.database(side).connect("hma-demo-check")) {
      return LedgerInvariants.broken(connection).stream()
          .map(line -> "on the " + side.label() + " side: " + line)
          .toList();
    }
  }
}
