package hma.sandbox.chaos;

import hma.protocol.Side;
import hma.sandbox.demo.Commit;
import hma.sandbox.demo.CommitReader;
import hma.sandbox.demo.DatabaseComparison;
import hma.sandbox.demo.LedgerCheck;
import hma.sandbox.demo.LedgerFindings;
import hma.sandbox.demo.LedgerInvariants;
import hma.sandbox.demo.LedgerRow;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Everything that is checked at the end; what is wrong is gathered. */
final class Proof {
  private static final int EXAMPLES = 5;
  private static final long FIRST_EPOCH = 1;

  private final Ground ground;
  private final List<String> violations = new ArrayList<>();

  Proof(Ground ground) {
    this.ground = ground;
  }

  /** A line for each thing that must never be. */
  List<String> violations() {
    return List.copyOf(violations);
  }

  /** Something that was found elsewhere. */
  void add(String violation) {
    violations.add(violation);
  }

  /**
   * Checks the worker's record against the ledger, both databases against each other and each in
   * itself, and what is left in them.
   *
   * @param active where the worker writes, and goes on writing
   */
  LedgerFindings atRest(Side active) throws IOException, SQLException {
    LedgerFindings ledger = ledger(active);
    if (ledger.acknowledged() == 0) {
      violations.add("the workers' record is empty");
    }
    nothing(ledger.lost(), "lost although acknowledged");
    nothing(ledger.duplicated(), "acknowledged or stored twice");
    for (Side side : Side.values()) {
      try (Connection connection = ground.connect(side)) {
        on(side, LedgerInvariants.broken(connection));
        connection.setAutoCommit(true);
        on(side, LeftBehind.in(connection, side != active));
      }
    }
    violations.addAll(
        DatabaseComparison.differences(ground.address(active), ground.address(active.other())));
    return ledger;
  }

  /**
   * Checks that one switchover follows from the other, down to the owner that the journal names.
   *
   * @return all of them
   */
  List<Journaled> succession() throws SQLException {
    try (Connection connection = ground.connect(Side.MASTER)) {
      List<Journaled> journal = Journaled.readAll(connection);
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("SELECT owner, epoch FROM hma.ownership")) {
        row.next();
        violations.addAll(
            Succession.broken(
                journal,
                ground.ready().active(),
                FIRST_EPOCH,
                Side.valueOf(row.getString("owner")),
                row.getLong("epoch")));
      }
      return journal;
    }
  }

  /** Checks that no two workers wrote at a time; also where nothing came to rest. */
  void turns() throws IOException {
    violations.addAll(Turns.of(record()).overlaps());
  }

  /** Looks for secrets in everything that was printed, and in what is printed about it. */
  void secrets(Trace trace) throws IOException {
    SecretSearch search = new SecretSearch(ground.secrets());
    List<Path> logs = new ArrayList<>(ground.dynoLogs());
    for (Side side : Side.values()) {
      logs.add(ground.serverLog(side));
    }
    violations.addAll(search.in(logs));
    violations.addAll(search.in("the trace", String.join("\n", trace.lines())));
  }

  private LedgerFindings ledger(Side active) throws IOException, SQLException {
    // The record first: what is in it must then be in the ledger, though the worker goes on.
    List<Commit> record = record();
    try (Connection connection = ground.connect(active)) {
      return LedgerCheck.compare(record, LedgerRow.readAll(connection));
    }
  }

  private List<Commit> record() throws IOException {
    return new CommitReader(ground.databases().records()).next();
  }

  private void nothing(Set<Long> numbers, String what) {
    if (!numbers.isEmpty()) {
      List<Long> first = numbers.stream().limit(EXAMPLES).toList();
      violations.add(
          "%s: %d of the ledger's rows, as in %s".formatted(what, numbers.size(), first));
    }
  }

  private void on(Side side, List<String> broken) {
    broken.forEach(line -> violations.add("the %s's database: %s".formatted(side.label(), line)));
  }
}
