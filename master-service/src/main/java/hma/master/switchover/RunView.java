package hma.master.switchover;

import static java.util.stream.Collectors.toSet;
import static java.util.stream.Collectors.toUnmodifiableMap;

import hma.master.journal.JournaledStep;
import hma.master.journal.JournaledSwitchover;
import hma.protocol.Catalog;
import hma.protocol.Table;
import hma.protocol.TableName;
import hma.sync.MoveProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What people see of a switchover under way: written by its workflow alone, read by any thread as
 * one immutable {@link SwitchoverView}.
 */
final class RunView {
  static final String STARTED = JournaledStep.State.STARTED.name();

  /** Of a step that a former master has begun, whose end nobody saw. */
  private static final String INTERRUPTED = "INTERRUPTED";

  private final JournaledSwitchover switchover;
  private final AtomicReference<SwitchoverView> shown;
  private final List<StepView> steps = new ArrayList<>();
  private final List<TableView> tables = new ArrayList<>();
  private SwitchoverState state = SwitchoverState.PREPARING;
  private Outage outage = Outage.NONE;
  private final Map<String, MoveProgress.Carried> underWay = new LinkedHashMap<>();
  private Map<String, Long> expectedRows = Map.of();
  private long rowsOfRounds;
  private long bytesOfRounds;
  private boolean goingBack;
  private boolean verified;
  private @Nullable Instant freshAsOf;
  private @Nullable ExpectedOutage expected;
  private @Nullable String failure;
  private @Nullable Instant finishedAt;

  /**
   * Begins where a former master left.
   *
   * @param before what that one showed last; empty for a new switchover
   */
  RunView(JournaledSwitchover switchover, Optional<SwitchoverView> before) {
    this.switchover = switchover;
    switchover.steps().forEach(step -> steps.add(stepView(step)));
    steps.replaceAll(step -> step.state().equals(STARTED) ? step.in(INTERRUPTED) : step);
    before.ifPresent(this::takeOver);
    this.shown = new AtomicReference<>(built());
  }

  private void takeOver(SwitchoverView before) {
    state = before.state();
    tables.addAll(before.tables());
    verified = before.verified();
    freshAsOf = before.freshAsOf();
    failure = before.failure();
    outage = Outage.of(switchover.steps());
  }

  private static StepView stepView(JournaledStep step) {
    Instant end = step.endedAt() == null ? step.startedAt() : step.endedAt();
    return new StepView(
        step.name(),
        step.state().name(),
        step.startedAt(),
        Duration.between(step.startedAt(), end).toMillis(),
        step.detail());
  }

  SwitchoverView get() {
    return shown.get();
  }

  void state(SwitchoverState entered, @Nullable Instant finished) {
    state = entered;
    if (entered == SwitchoverState.COMPLETED) {
      // What went wrong on the way, such as a lost answer, was mended: the steps tell of it.
      failure = null;
    }
    finishedAt = finished;
    publish();
  }

  void outage(UnaryOperator<Outage> change) {
    boolean known = outage.totalMs() != null;
    outage = change.apply(outage);
    publish();
    if (!known && outage.totalMs() != null) {
      RunLog.outage(get());
    }
  }

  /** What was begun is undone from now on. */
  void goingBack() {
    goingBack = true;
    publish();
  }

  void beginStep(StepView step) {
    steps.add(step);
    publish();
  }

  void endStep(StepView step) {
    steps.set(steps.size() - 1, step);
    publish();
  }

  /** How many rows tables are believed to have, so that it can be told how far they are. */
  void expect(Catalog source) {
    expectedRows =
        source.tables().stream()
            .collect(toUnmodifiableMap(table -> table.name().toString(), Table::estimatedRows));
  }

  /** What was carried so far of a table that is under way. */
  void underWay(TableName table, MoveProgress.Carried soFar) {
    underWay.put(table.toString(), soFar);
    publish();
  }

  /** A table is moved, perhaps once more. */
  void moved(TableView table) {
    RunLog.moved(switchover.id(), table);
    underWay.remove(table.table());
    for (int i = 0; i < tables.size(); i++) {
      if (tables.get(i).table().equals(table.table())) {
        tables.set(i, tables.get(i).then(table));
        publish();
        return;
      }
    }
    tables.add(table);
    publish();
  }

  /** The tables that were emptied and loaded, by their names as they are shown. */
  Set<String> loadedWhole() {
    return tables.stream().filter(TableView::isWhole).map(TableView::table).collect(toSet());
  }

  /** A round's rows and bytes. */
  void caughtUp(MoveProgress.Carried round) {
    rowsOfRounds += round.rows();
    bytesOfRounds += round.bytes();
    underWay.clear();
    publish();
  }

  void verified() {
    boolean known = verified;
    verified = true;
    publish();
    if (!known) {
      RunLog.proven(get());
    }
  }

  /** The moment of which a refresh makes the standby; null while it has not. */
  void freshAsOf(@Nullable Instant moment) {
    freshAsOf = moment;
    publish();
  }

  /** The outage that a rehearsal lets expect. */
  void expected(ExpectedOutage outageToExpect) {
    expected = outageToExpect;
    publish();
  }

  void failure(String why) {
    failure = why;
    publish();
  }

  private void publish() {
    shown.set(built());
  }

  private long bytesUnderWay() {
    return underWay.values().stream().mapToLong(MoveProgress.Carried::bytes).sum();
  }

  private List<TableUnderWay> tablesUnderWay() {
    return underWay.entrySet().stream()
        .map(entry ->
            new TableUnderWay(
                entry.getKey(),
                entry.getValue().rows(),
                expectedRows.getOrDefault(entry.getKey(), 0L),
                entry.getValue().bytes()))
        .toList();
  }

  private SwitchoverView built() {
    return new SwitchoverView(
        switchover.id(),
        switchover.facts().purpose().label(),
        switchover.from(),
        switchover.to(),
        state,
        goingBack && !state.terminal(),
        outage.totalMs(),
        outage.stopMs(),
        outage.cutOverMs(),
        outage.bootMs(),
        tables.stream().mapToLong(TableView::rows).sum() + rowsOfRounds,
        tables.stream().mapToLong(TableView::bytes).sum() + bytesOfRounds + bytesUnderWay(),
        verified,
        freshAsOf,
        expected,
        tables,
        tablesUnderWay(),
        steps,
        failure,
        switchover.startedAt(),
        finishedAt);
  }
}
