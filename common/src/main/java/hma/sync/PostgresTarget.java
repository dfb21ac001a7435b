package hma.sync;

import hma.postgres.DatabaseSession;
import hma.postgres.Postgres;
import hma.protocol.Afterwards;
import hma.protocol.CaptureUnit;
import hma.protocol.Cargo;
import hma.protocol.Claim;
import hma.protocol.Extent;
import hma.protocol.Fingerprint;
import hma.protocol.MaterializedView;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.Outcome;
import hma.protocol.SequenceValue;
import hma.protocol.SurveyedTable;
import hma.protocol.TableChanges;
import hma.protocol.TableName;
import hma.protocol.TableTotals;
import hma.protocol.UnitChanges;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The one transaction that changes the data of a database of this machine.
 *
 * <p>It begins by giving back what the fence took ({@link TargetFence}).
 */
final class PostgresTarget implements LiveTarget {
  private final DatabaseSession session;
  private final Claim claim;
  private final MovePlan plan;
  private final TargetFence fence;
  private final OpenTables tables;
  private final SuspendedRowSecurity rowSecurity;
  private final SuspendedTriggers triggers;
  private final PutAside aside;
  private final WriteLedger ledger;
  private final List<CaptureUnit> units;
  private @Nullable AppliedChanges applied;

  /**
   * In a transaction that was opened for it.
   *
   * @param foreignKeys those that are dropped already; more are dropped with it
   */
  PostgresTarget(
      DatabaseSession session,
      TargetFence fence,
      List<CaptureUnit> units,
      SuspendedForeignKeys foreignKeys) {
    this.session = session;
    this.claim = fence.claim();
    this.plan = fence.plan();
    this.fence = fence;
    this.units = List.copyOf(units);
    this.tables = new OpenTables(session, plan);
    this.rowSecurity = SuspendedRowSecurity.lift(session, plan.relations());
    this.triggers = SuspendedTriggers.turnOff(session, plan.relations());
    this.aside = new PutAside(session, plan, foreignKeys);
    this.ledger = new WriteLedger(session, plan, units);
  }

  /** For a copy from a side that is fenced. */
  static PostgresTarget open(Postgres postgres, LockPatience patience, Claim claim, MovePlan plan) {
    return open(postgres, patience, new TargetFence(claim, plan, Afterwards.ACTIVE), List.of());
  }

  /** For a copy with rounds of what changed in these units. */
  static PostgresTarget open(
      Postgres postgres, LockPatience patience, TargetFence fence, List<CaptureUnit> units) {
    return TargetTransaction.open(
        postgres,
        patience,
        fence,
        session -> new PostgresTarget(session, fence, units, SuspendedForeignKeys.left(session)));
  }

  @Override
  public List<Extent> extents(List<TableName> asked) {
    return tables.extents(asked);
  }

  @Override
  public List<TableTotals> survey(List<SurveyedTable> asked) {
    return tables.survey(asked);
  }

  /**
   * Whatever rows were written before: all constraints are immediate, so no trigger event is
   * pending that would forbid it.
   */
  @Override
  public void prepare(TableChanges changes) {
    aside.prepare(changes);
    empty(changes.whole());
  }

  /** Never CASCADE: it would empty tables that nobody listed. */
  private void empty(List<TableName> whole) {
    if (!whole.isEmpty()) {
      ledger.empties(whole);
      session.run("emptying the tables", "TRUNCATE " + Names.list("ONLY ", whole));
    }
  }

  @Override
  public RowReader read(MovedTable table, Cargo cargo) {
    return new TargetCargo(tables.workbench(table), ledger).read(cargo);
  }

  @Override
  public RowWriter write(MovedTable table, Cargo cargo) {
    return switch (cargo) {
      case LOGGED_KEYS -> {
        prepareRound(unit -> unit.table().name().equals(table.name()));
        yield applied().keys(table);
      }
      case LOGGED_ROWS -> applied().rows(table);
      default -> new TargetCargo(tables.workbench(table), ledger).write(cargo);
    };
  }

  @Override
  public void makeIndexes() {
    aside.makeIndexes();
  }

  @Override
  public void apply(List<UnitChanges> changes) {
    List<UnitChanges> logged = changes.stream().filter(change -> !change.marked()).toList();
    if (!logged.isEmpty()) {
      Set<Integer> numbers = logged.stream().map(UnitChanges::unit).collect(Collectors.toSet());
      prepareRound(unit -> numbers.contains(unit.number()));
      logged.forEach(applied()::apply);
    }
  }

  private void prepareRound(Predicate<CaptureUnit> changing) {
    aside.makeIndexes();
    List<TableName> leaves =
        units.stream().filter(changing).flatMap(unit -> unit.leaves().stream()).toList();
    aside.prepare(new TableChanges(List.of(), leaves));
  }

  /** Keys are looked up once their indexes are there. */
  private AppliedChanges applied() {
    if (applied == null) {
      applied =
          new AppliedChanges(session, tables.streams(), UnitKeys.read(session, units), ledger);
    }
    return applied;
  }

  @Override
  public void restore() {
    restoreRows().add();
    restoreRest();
    computeViews(plan.materializedViews());
  }

  @Override
  public void restoreUnvalidated() {
    restoreRows()
        .addUnvalidated(new UnvalidatedKeys(session, claim), StateRow.serverVersion(session));
    restoreRest();
  }

  private SuspendedForeignKeys restoreRows() {
    ledger.refuseOthers();
    return aside.restore();
  }

  /** With this transaction everything is of one moment: nothing of an earlier part is left. */
  private void restoreRest() {
    new PutAsideKeys(session).forget();
    new UnfitTables(session).complete(plan.relations());
    triggers.turnOn();
  }

  /** Puts back what has to do with tables alone: foreign keys stay put aside. */
  void restoreTables() {
    restoreRows();
    triggers.turnOn();
    rowSecurity.force();
  }

  @Override
  public void computeViews(List<MaterializedView> views) {
    if (!views.isEmpty()) {
      Runnable pinning = SearchPath.ofRole(session, "refreshing views");
      MaterializedViews.refresh(session, views);
      pinning.run();
    }
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
    return new TargetCargo(tables.workbench(table), ledger).proveChanged();
  }

  @Override
  public List<SequenceValue> sequences() {
    return Sequences.read(session, plan.sequences());
  }

  @Override
  public void commit() {
    refuseUnless(fence.afterwards() == Afterwards.ACTIVE);
    StateRow state = recorded();
    state.forgetMoment();
    state.advance(claim);
    session.run("committing", "COMMIT");
  }

  @Override
  public void commitAsOf(Instant moment) {
    refuseUnless(fence.afterwards() != Afterwards.ACTIVE);
    StateRow state = recorded();
    fence.close(session);
    state.moment(claim, moment);
    state.check(claim);
    session.run("committing", "COMMIT");
  }

  private void refuseUnless(boolean right) {
    if (!right) {
      throw new IllegalStateException("the target was opened to be " + fence.afterwards());
    }
  }

  private StateRow recorded() {
    rowSecurity.force();
    StateRow state = new StateRow(session);
    state.record(claim, Outcome.COMMITTED);
    if (state.outcome(claim) != Outcome.COMMITTED) {
      throw SiteProblems.staleTerm(
          "switchover " + claim.switchover() + " was given up: its receipt says ABORTED");
    }
    return state;
  }

  @Override
  public void close() {
    tables.streams().close();
    session.close();
  }
}
