package hma.sync;

import hma.postgres.DatabaseSession;
import hma.postgres.Postgres;
import hma.protocol.Cargo;
import hma.protocol.Claim;
import hma.protocol.Extent;
import hma.protocol.Fingerprint;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.Outcome;
import hma.protocol.SequenceValue;
import hma.protocol.SurveyedTable;
import hma.protocol.TableChanges;
import hma.protocol.TableName;
import hma.protocol.TableTotals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one transaction that changes the data of a database of this machine.
 *
 * <p>It begins by giving back what the fence took, since a fenced owner may neither empty nor load
 * its tables; nobody else sees that before the commit.
 */
final class PostgresTarget implements Target {
  private static final String WAITING = "waiting for other sessions on the target";

  private final DatabaseSession session;
  private final Claim claim;
  private final MovePlan plan;
  private final OpenTables tables;
  private final SuspendedRowSecurity rowSecurity;
  private final SuspendedTriggers triggers;
  private @Nullable Prepared prepared;

  private PostgresTarget(DatabaseSession session, Claim claim, MovePlan plan) {
    this.session = session;
    this.claim = claim;
    this.plan = plan;
    this.tables = new OpenTables(session, plan);
    this.rowSecurity = SuspendedRowSecurity.lift(session, plan.relations());
    this.triggers = SuspendedTriggers.turnOff(session, plan.relations());
  }

  /** What was put aside for tables that change. */
  private record Prepared(
      TableChanges changes,
      SuspendedForeignKeys foreignKeys,
      SuspendedChecks checks,
      SuspendedIndexes indexes) {}

  static PostgresTarget open(Postgres postgres, LockPatience patience, Claim claim, MovePlan plan) {
    DatabaseSession session = DatabaseSession.open(postgres);
    try {
      begin(session, patience, plan);
      session.run(
          "preparing the transaction",
          // What COPY leaves to be checked at the end would forbid ALTER TABLE.
          "SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL lock_timeout = '10s'; "
              + OpenTables.settings());
      return new PostgresTarget(session, claim, plan);
    } catch (RuntimeException failure) {
      session.close();
      throw failure;
    }
  }

  /** Opens the transaction, with its locks and what the fence took. */
  static void begin(DatabaseSession session, LockPatience patience, MovePlan plan) {
    new PatientTransaction(session, patience, TableLock.ACCESS_EXCLUSIVE, plan.relations())
        .open(WAITING, () -> lock(session, plan));
  }

  /** All at once and first, so that no lock has to be made stronger later. */
  private static void lock(DatabaseSession session, MovePlan plan) {
    new Fence(session).lift();
    TableLock.ACCESS_EXCLUSIVE.take(session, WAITING, plan.relations());
  }

  @Override
  public List<Extent> extents() {
    return tables.extents();
  }

  @Override
  public List<TableTotals> survey(List<SurveyedTable> asked) {
    return tables.survey(asked);
  }

  /** All of it before the first row is written: pending trigger events would forbid it. */
  @Override
  public void prepare(TableChanges changes) {
    if (prepared != null) {
      throw new IllegalStateException("the target has been prepared already");
    }
    prepared =
        new Prepared(
            changes,
            SuspendedForeignKeys.drop(session, changes.all()),
            SuspendedChecks.drop(session, plan.relations()),
            SuspendedIndexes.drop(session, plan, Set.copyOf(changes.whole())));
    empty(changes.whole());
  }

  /** Never CASCADE: it would empty tables that nobody listed. */
  private void empty(List<TableName> whole) {
    if (!whole.isEmpty()) {
      session.run("emptying the tables", "TRUNCATE " + Names.list("ONLY ", whole));
    }
  }

  @Override
  public RowReader read(MovedTable table, Cargo cargo) {
    return new TargetCargo(tables.workbench(table)).read(cargo);
  }

  @Override
  public RowWriter write(MovedTable table, Cargo cargo) {
    return new TargetCargo(tables.workbench(table)).write(cargo);
  }

  @Override
  public void restore() {
    if (prepared != null) {
      refuseOtherRows(prepared.changes());
      prepared.indexes().make();
      prepared.checks().add();
      prepared.foreignKeys().add();
    }
    triggers.turnOn();
    refreshViews();
  }

  private void refreshViews() {
    if (!plan.materializedViews().isEmpty()) {
      Runnable pinning = SearchPath.ofRole(session, "refreshing views");
      MaterializedViews.refresh(session, plan.materializedViews());
      pinning.run();
    }
  }

  /** Tables that were loaded whole are compared whole; of the others nobody reads every row. */
  private void refuseOtherRows(TableChanges changes) {
    Map<TableName, WrittenRows> expected = new HashMap<>();
    List<TableName> others = new ArrayList<>();
    for (MovedTable table : plan.tables()) {
      if (!changes.whole().contains(table.name())) {
        others.add(table.name());
      }
      if (changes.parts().contains(table.name())) {
        expected.put(table.name(), new TargetCargo(tables.workbench(table)).expected());
      }
    }
    WrittenRows.refuseOthers(session, others, expected);
  }

  @Override
  public void setSequences(List<SequenceValue> values) {
    Sequences.set(session, values);
  }

  @Override
  public Fingerprint fingerprint(MovedTable table) {
    return Fingerprints.of(session, table);
  }

  @Override
  public Fingerprint proveChanged(MovedTable table) {
    return new TargetCargo(tables.workbench(table)).proveChanged();
  }

  @Override
  public List<SequenceValue> sequences() {
    return Sequences.read(session, plan.sequences());
  }

  @Override
  public void commit() {
    rowSecurity.force();
    StateRow state = new StateRow(session);
    state.record(claim, Outcome.COMMITTED);
    if (state.outcome(claim) != Outcome.COMMITTED) {
      throw SiteProblems.staleTerm(
          "switchover " + claim.switchover() + " was given up: its receipt says ABORTED");
    }
    state.advance(claim);
    session.run("committing", "COMMIT");
  }

  @Override
  public void close() {
    tables.streams().close();
    session.close();
  }
}
