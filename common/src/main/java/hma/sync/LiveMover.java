package hma.sync;

import hma.protocol.Afterwards;
import hma.protocol.CaptureUnit;
import hma.protocol.Cargo;
import hma.protocol.Claim;
import hma.protocol.MaterializedView;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.SequenceValue;
import hma.protocol.TableChanges;
import hma.protocol.TableName;
import hma.protocol.UnitChanges;
import hma.protocol.ViewVersion;
import hma.protocol.Writers;
import hma.workflow.Workflows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Brings a target up to date while the source's worker writes: a copy of one moment, rounds of what
 * was logged since, a comparison of all tables at the moment of a round. Then either the source is
 * fenced, and behind the fence comes the last round; or the last round is one more beside the
 * worker, and the target is the source as of its moment.
 *
 * <p>Each round proves the rows that it changed. So from the comparison on the target equals the
 * source as of the last round, and what is left to prove in the end is what the last round changed.
 */
public final class LiveMover implements AutoCloseable {
  /** What fits a signed message beside its envelope; more of a unit is streamed. */
  private static final int INLINE_BYTES = 256 << 10;

  private static final MovePlan NOTHING = new MovePlan(List.of(), List.of(), List.of());

  private final Workflows workflows;
  private final LiveSite source;
  private final Claim claim;
  private final CaptureUnits.Choice choice;
  private final MoveProgress progress;
  private final LiveTarget target;
  private final SourceRounds rounds;
  private final Carrier carrier;
  private final WholeTables reading;
  private final Map<Integer, CaptureUnit> units = new HashMap<>();
  private final Map<TableName, MovedTable> tables = new HashMap<>();

  /** Written since they were copied, and without a key: their turn comes behind the fence. */
  private final Set<CaptureUnit> waiting = new LinkedHashSet<>();

  /** Emptied since the comparison, or while it went on. */
  private final Set<MovedTable> unproven = new HashSet<>();

  /** The source's materialized views before the target's were computed. */
  private List<ViewVersion> computed = List.of();

  /** Where the source's sequences stood at the one moment, or a little later. */
  private List<SequenceValue> sequences = List.of();

  /**
   * Opens the target's transaction and the rounds; the source logs what is written already.
   *
   * @param choice what is logged, and what moves
   */
  public LiveMover(
      Workflows workflows,
      Sides sides,
      Claim claim,
      CaptureUnits.Choice choice,
      MoveProgress progress) {
    this.workflows = workflows;
    this.source = sides.source();
    this.claim = claim;
    this.choice = choice;
    this.progress = progress;
    choice.units().forEach(unit -> units.put(unit.number(), unit));
    choice.plan().tables().forEach(table -> tables.put(table.name(), table));
    this.target =
        sides.target().openLiveTarget(claim, choice.plan(), choice.units(), sides.afterwards());
    try {
      this.rounds = source.openRounds(claim, choice.plan(), choice.units());
    } catch (RuntimeException failure) {
      target.close();
      throw failure;
    }
    this.carrier = new Carrier(workflows, rounds, target, progress);
    this.reading = new WholeTables(workflows, target, choice.live(), progress);
  }

  /**
   * From which side to which.
   *
   * @param afterwards what the target is once it has committed
   */
  public record Sides(LiveSite source, LiveSite target, Afterwards afterwards) {
    /** To a side that becomes active. */
    public Sides(LiveSite source, LiveSite target) {
      this(source, target, Afterwards.ACTIVE);
    }
  }

  /**
   * What a round carried.
   *
   * @param keys logged keys, each counted once
   * @param whole tables that were loaded whole again
   * @param millis how long it took
   */
  public record Round(long keys, int whole, long millis) {}

  /** Makes the target equal to the source as of one moment, group by group of tables. */
  public void copy() {
    try (Source moment = source.openSource(claim, NOTHING, Writers.AT_WORK)) {
      for (List<MovedTable> group : TableGroups.of(choice.live().tables())) {
        MovePlan part = choice.live().only(group);
        try (Source view = PatientViews.open(moment, part, progress::check)) {
          new Mover(workflows, view, target, part, progress).besideWriters().move();
        }
      }
    }
    target.makeIndexes();
  }

  /** Carries what was logged up to now, and proves it. */
  public Round round() {
    Round round = apply();
    rounds.finish();
    return round;
  }

  /**
   * A round after which all tables are compared as of its moment; those that somebody empties
   * meanwhile stay unproven.
   *
   * @throws NotEqual naming the tables that differ
   */
  public Round compare() {
    Round round = apply();
    Set<MovedTable> different = new LinkedHashSet<>();
    try (Source moment = rounds.beside(NOTHING)) {
      // The round's own locks would make a view queue behind an application that waits for them.
      rounds.finish();
      for (List<MovedTable> group : TableGroups.of(comparable())) {
        MovePlan part = choice.live().only(group);
        try (Source view = PatientViews.open(moment, part, progress::check)) {
          different.addAll(reading.different(view, group));
        }
      }
    }
    excuse(different);
    return round;
  }

  /**
   * Computes the target's materialized views, so that {@link #prove} need not do it: they are then
   * at least as fresh as the source's, until one of those is refreshed again.
   */
  public void computeViews() {
    apply();
    List<ViewVersion> before = rounds.viewVersions();
    rounds.finish();
    // Whatever a view was last refreshed from was committed before this round's moment.
    round();
    target.computeViews(before.stream().map(ViewVersion::view).toList());
    computed = before;
  }

  private List<MaterializedView> views() {
    return choice.plan().materializedViews();
  }

  /** Those that the source has refreshed since, or whose tables were not all there yet. */
  private List<MaterializedView> outdated() {
    if (views().isEmpty()) {
      return List.of();
    }
    Set<ViewVersion> fresh =
        waiting.isEmpty() && choice.underFence().isEmpty() ? Set.copyOf(computed) : Set.of();
    return rounds.viewVersions().stream()
        .filter(now -> fresh.stream().noneMatch(now::isStill))
        .map(ViewVersion::view)
        .toList();
  }

  private List<MovedTable> comparable() {
    return without(choice.live().tables(), waitingTables());
  }

  private Set<MovedTable> waitingTables() {
    return waiting.stream()
        .flatMap(unit -> unit.leaves().stream())
        .map(this::table)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /**
   * A snapshot doesn't show what a table held that was emptied before it was read: such a table is
   * loaded again by the round that finds its mark.
   */
  private void excuse(Set<MovedTable> different) {
    unproven.clear();
    if (different.isEmpty()) {
      return;
    }
    round();
    Set<MovedTable> marked = waitingTables();
    marked.addAll(unproven);
    WholeTables.refuse(without(different, marked));
  }

  private Round apply() {
    long begun = System.nanoTime();
    Load load = new Load();
    List<UnitChanges> changes = rounds.begin(INLINE_BYTES);
    for (UnitChanges change : changes) {
      progress.check();
      take(change, load);
    }
    loadWhole(load);
    target.apply(changes.stream().filter(change -> !change.marked()).toList());
    carrier.caughtUp(new MoveProgress.Carried(load.rows, load.bytes));
    return new Round(
        load.keys, load.whole.size(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
  }

  /** What a round comes to. */
  private static final class Load {
    private final List<TableName> whole = new ArrayList<>();
    private long keys;
    private long rows;
    private long bytes;

    void add(Carrier.Load carried) {
      rows += carried.rows();
      bytes += carried.bytes();
    }
  }

  private void take(UnitChanges change, Load load) {
    CaptureUnit unit = unit(change);
    load.keys += change.keys();
    if (change.marked() && unit.keyed()) {
      load.whole.addAll(unit.leaves());
    } else if (change.marked()) {
      waiting.add(unit);
    } else if (change.streamed()) {
      load.bytes += carrier.carry(unit.table(), Cargo.LOGGED_KEYS).bytes();
      load.add(carrier.carry(unit.table(), Cargo.LOGGED_ROWS));
    } else {
      load.rows += change.rows().rows();
      load.bytes += change.inlineBytes();
    }
  }

  private void loadWhole(Load load) {
    if (!load.whole.isEmpty()) {
      target.prepare(new TableChanges(load.whole, List.of()));
      load.whole.forEach(name -> load.add(carrier.carry(table(name), Cargo.ALL_ROWS)));
      target.makeIndexes();
      load.whole.forEach(name -> unproven.add(table(name)));
    }
  }

  /**
   * Carries the rest once nobody can write any more: the last round, tables without a key that were
   * written, and those that nobody can read while others write.
   */
  public Round finish() {
    Round last = apply();
    Load written = new Load();
    waiting.forEach(unit -> written.whole.addAll(unit.leaves()));
    loadWhole(written);
    carrier.caughtUp(new MoveProgress.Carried(written.rows, written.bytes));
    moveHidden();
    return last;
  }

  private void moveHidden() {
    List<MovedTable> hidden = choice.underFence().stream().map(this::table).toList();
    if (!hidden.isEmpty()) {
      MovePlan part = choice.plan().only(hidden);
      try (Source view = source.openSource(claim, part, Writers.STOPPED)) {
        Mover mover = new Mover(workflows, view, target, part, progress);
        mover.move();
        target.makeIndexes();
        mover.proveRows();
      }
    }
  }

  /**
   * Puts constraints, triggers and sequences in place, and proves what is not proven yet; with it
   * whole tables, the smallest first, as long as that is expected to take no longer than the
   * budget.
   *
   * @throws NotEqual naming what differs
   */
  public void prove(VerifyBudget budget) {
    Set<MovedTable> proving = new LinkedHashSet<>(unproven);
    proving.addAll(budget.affords(comparable()));
    WholeTables.refuse(reading.different(rounds, proving));
    target.restoreUnvalidated();
    target.computeViews(outdated());
    SequenceProof.carry(rounds, target);
  }

  /**
   * A last round while the worker goes on writing, after which the target's rows are the source's
   * as of the round's moment, proven, those of tables without a key included. Sequences are read
   * after the moment: they may be ahead of the rows, and are never behind.
   *
   * @return the round; empty where somebody emptied or rewrote what was about to be read, which is
   *     then not as of that moment: to be tried again
   * @throws NotEqual naming what differs
   */
  public Optional<Round> toOneMoment() {
    Round last = apply();
    sequences = rounds.sequences();
    boolean whole = rounds.rewritten().isEmpty();
    try (Source moment = rounds.beside(NOTHING)) {
      rounds.finish();
      Set<MovedTable> keyless = waitingTables();
      whole = whole && reading.carry(moment, keyless);
      whole = whole && reading.prove(moment, without(unproven, keyless));
    }
    return whole ? Optional.of(last) : Optional.empty();
  }

  private static List<MovedTable> without(Collection<MovedTable> tables, Set<MovedTable> others) {
    return tables.stream().filter(table -> !others.contains(table)).toList();
  }

  /** Puts constraints, triggers and sequences in place, once it is {@link #toOneMoment}. */
  public void restoreMoment() {
    target.restoreUnvalidated();
    target.computeViews(views());
    SequenceProof.carry(sequences, target);
  }

  /** As {@link #restoreMoment}, for a target that never commits: its views are of no use. */
  public void restoreForRehearsal() {
    target.restoreUnvalidated();
    SequenceProof.carry(sequences, target);
  }

  /** Commits a target that becomes active. */
  public void commit() {
    target.commit();
  }

  /** Commits a target that stays the standby. */
  public void commitAsOf(Instant moment) {
    target.commitAsOf(moment);
  }

  private CaptureUnit unit(UnitChanges change) {
    CaptureUnit unit = units.get(change.unit());
    if (unit == null) {
      throw new IllegalStateException("the source answered of unit " + change.unit());
    }
    return unit;
  }

  private MovedTable table(TableName name) {
    MovedTable table = tables.get(name);
    if (table == null) {
      throw new IllegalStateException(name + " is not in the plan");
    }
    return table;
  }

  /** Ends both; the target rolls back unless committed. Never throws. */
  @Override
  public void close() {
    rounds.close();
    target.close();
  }
}
