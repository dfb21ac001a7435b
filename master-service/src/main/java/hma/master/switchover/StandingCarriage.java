package hma.master.switchover;

import static java.util.stream.Collectors.joining;

import hma.protocol.MovePlan;
import hma.protocol.TableName;
import hma.protocol.Writers;
import hma.sync.HeldViews;
import hma.sync.Mover;
import hma.sync.Source;
import hma.sync.Target;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything moves while the worker stands still. */
final class StandingCarriage implements Carriage {
  private final RunParts run;
  private final MovePlan plan;
  private @Nullable Opened opened;

  /** What is open on both sides. */
  private record Opened(Source source, Target target, Mover mover) {}

  StandingCarriage(RunParts run, MovePlan plan) {
    this.run = run;
    this.plan = plan;
  }

  @Override
  public MovePlan plan() {
    return plan;
  }

  @Override
  public State.MayStop beforeTheStop(State.Preparing prepared) {
    return prepared;
  }

  @Override
  public void whileStopping() {}

  /**
   * Rows of a table that was made after the plan would stay behind: the worker may have made one.
   */
  @Override
  public void recheck() {
    MovePlan now = Preflight.plan(run.support(), run.source(), run.target());
    Set<TableName> changed = plan.differences(now);
    if (!changed.isEmpty()) {
      throw new UnfitForSwitchover(
          "the schema changed after it was checked (%s): switch over again once both sides have the change"
              .formatted(changed.stream().map(TableName::toString).collect(joining(", "))));
    }
  }

  @Override
  public @Nullable String carry() {
    Source source = run.source().openSource(run.claim(), plan, Writers.STOPPED);
    try {
      Target target = run.target().openTarget(run.claim(), plan);
      ShownProgress progress = new ShownProgress(run.view(), run.signals()::checkStopping);
      Mover mover = new Mover(run.support().workflows(), source, target, plan, progress);
      opened = new Opened(source, target, mover);
    } finally {
      if (opened == null) {
        source.close();
      }
    }
    opened().mover().move();
    return null;
  }

  @Override
  public void prove() {
    opened().mover().prove();
  }

  @Override
  public void commit() {
    opened().target().commit();
  }

  /** All of it was compared before the commit. */
  @Override
  public Optional<HeldViews> hold() {
    return Optional.empty();
  }

  private Opened opened() {
    return Objects.requireNonNull(opened, "nothing was carried yet");
  }

  @Override
  public void close() {
    Opened open = opened;
    if (open != null) {
      open.target().close();
      open.source().close();
    }
  }
}
