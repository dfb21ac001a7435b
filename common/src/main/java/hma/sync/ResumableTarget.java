package hma.sync;

import hma.postgres.DatabaseSession;
import hma.postgres.Postgres;
import hma.protocol.Afterwards;
import hma.protocol.Cargo;
import hma.protocol.Claim;
import hma.protocol.Extent;
import hma.protocol.Fingerprint;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.SequenceValue;
import hma.protocol.SurveyedTable;
import hma.protocol.TableChanges;
import hma.protocol.TableName;
import hma.protocol.TableTotals;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A transaction that carries a part of a copy and is committed by itself. What it changes is marked
 * in it, and what it puts aside beyond it is recorded in it: so after its commit, whatever ends
 * then, the database says what it lacks.
 *
 * <p>The side stays the standby: what is fenced there stays so, and gets no other record.
 */
final class ResumableTarget implements Target {
  private final DatabaseSession session;
  private final Claim claim;
  private final TargetFence fence;
  private final SuspendedForeignKeys foreignKeys;
  private final PostgresTarget tables;
  private final Set<TableName> changed = new LinkedHashSet<>();

  private ResumableTarget(DatabaseSession session, TargetFence fence) {
    this.session = session;
    this.claim = fence.claim();
    this.fence = fence;
    this.foreignKeys = SuspendedForeignKeys.none(session);
    this.tables = new PostgresTarget(session, fence, List.of(), foreignKeys);
  }

  static ResumableTarget open(
      Postgres postgres, LockPatience patience, Claim claim, MovePlan plan) {
    TargetFence fence = new TargetFence(claim, plan, Afterwards.STANDBY);
    return TargetTransaction.open(
        postgres, patience, fence, session -> new ResumableTarget(session, fence));
  }

  @Override
  public List<Extent> extents(List<TableName> asked) {
    return tables.extents(asked);
  }

  @Override
  public List<TableTotals> survey(List<SurveyedTable> asked) {
    return tables.survey(asked);
  }

  @Override
  public void prepare(TableChanges changes) {
    tables.prepare(changes);
    changed.addAll(changes.all());
  }

  @Override
  public RowReader read(MovedTable table, Cargo cargo) {
    return tables.read(table, cargo);
  }

  @Override
  public RowWriter write(MovedTable table, Cargo cargo) {
    return tables.write(table, cargo);
  }

  @Override
  public Fingerprint fingerprint(MovedTable table) {
    return tables.fingerprint(table);
  }

  @Override
  public Fingerprint proveChanged(MovedTable table) {
    return tables.proveChanged(table);
  }

  @Override
  public List<SequenceValue> sequences() {
    return tables.sequences();
  }

  @Override
  public void setSequences(List<SequenceValue> values) {
    throw new UnsupportedOperationException("sequences are set when the copy is completed");
  }

  @Override
  public void restore() {
    tables.restoreTables();
    foreignKeys.leave();
    new UnfitTables(session).mark(claim, changed);
  }

  @Override
  public void commit() {
    fence.close(session);
    StateRow state = new StateRow(session);
    state.forgetMoment();
    state.checkUnsettled(claim);
    session.run("committing a part of the copy", "COMMIT");
  }

  @Override
  public void close() {
    tables.close();
  }
}
