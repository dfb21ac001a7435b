package hma.master.switchover;

import static java.util.stream.Collectors.toSet;

import hma.master.journal.JournaledStep;
import hma.master.journal.JournaledSwitchover;
import hma.sync.MoveProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
  private final JournaledSwitchover switchover;
  private final AtomicReference<SwitchoverView> shown;
  private final List<StepView> steps = new ArrayList<>();
  private final List<TableView> tables = new ArrayList<>();
  private SwitchoverState state = SwitchoverState.PREPARING;
  private Outage outage = Outage.NONE;
  private long bytesUnderWay;
  private long rowsOfRounds;
  private long bytesOfRounds;
  private boolean verified;
  private @Nullable Instant freshAsOf;
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
    before.ifPresent(this::takeOver);
    this.shown = new AtomicReference<>(built());
  }

  private void takeOver(SwitchoverView before) {
    state = before.state();
    tables.addAll(before.tables());
    verified = before.verified();
    freshAsOf = before.freshAsOf();
    failure = before.failure();
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
    finishedAt = finished;
    publish();
  }

  void outage(UnaryOperator<Outage> change) {
    outage = change.apply(outage);
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

  /** Bytes of the tables that are under way. */
  void underWay(long bytes) {
    bytesUnderWay = bytes;
    publish();
  }

  /** A table is moved, perhaps once more. */
  void moved(TableView table) {
    bytesUnderWay = Math.max(0, bytesUnderWay - table.bytes());
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
    bytesUnderWay = 0;
    publish();
  }

  void verified() {
    verified = true;
    publish();
  }

  /** The moment of which a refresh makes the standby; null while it has not. */
  void freshAsOf(@Nullable Instant moment) {
    freshAsOf = moment;
    publish();
  }

  void failure(String why) {
    failure = why;
    publish();
  }

  private void publish() {
    shown.set(built());
  }

  private SwitchoverView built() {
    return new SwitchoverView(
        switchover.id(),
        switchover.facts().purpose().label(),
        switchover.from(),
        switchover.to(),
        state,
        outage.totalMs(),
        outage.stopMs(),
        outage.cutOverMs(),
        outage.bootMs(),
        tables.stream().mapToLong(TableView::rows).sum() + rowsOfRounds,
        tables.stream().mapToLong(TableView::bytes).sum() + bytesOfRounds + bytesUnderWay,
        verified,
        freshAsOf,
        tables,
        steps,
        failure,
        switchover.startedAt(),
        finishedAt);
  }
}
