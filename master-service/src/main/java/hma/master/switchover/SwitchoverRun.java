package hma.master.switchover;

import hma.master.journal.Deposed;
import hma.master.journal.Facts;
import hma.master.journal.Ownership;
import hma.master.journal.ProcessQuantity;
import hma.protocol.Claim;
import hma.protocol.MovePlan;
import hma.protocol.Outcome;
import hma.protocol.SiteState;
import hma.sync.Site;
import hma.sync.Source;
import hma.sync.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * One switchover, from its first step to its last: sequential code on a virtual thread.
 *
 * <p>Before the target's commit every failure ends with the source's worker running again; after it
 * there is only forward. Whether it committed is decided by its receipt, never by guessing.
 */
final class SwitchoverRun {
  private final SwitchoverSupport support;
  private final RunRecord record;
  private final RunSignals signals;
  private final Sites sites;
  private final Persistence persistence;
  private final Consumer<Ownership> owned;

  /**
   * A run that has not begun.
   *
   * @param owned told of the new owner once it is recorded
   */
  SwitchoverRun(
      SwitchoverSupport support, RunRecord record, RunSignals signals, Consumer<Ownership> owned) {
    this.support = support;
    this.record = record;
    this.signals = signals;
    this.owned = owned;
    this.sites = new Sites(support, record.switchover());
    this.persistence = new Persistence(support.alarms(), signals);
  }

  /** Runs a switchover that was just opened. */
  SwitchoverView run() {
    try {
      prepare();
      // COPY, the live copy while the worker runs, has its place here: without it all rows are
      // carried while the worker stands still.
      boolean proven = stop();
      cutOver(proven);
    } catch (Deposed | ServiceStopping over) {
      throw over;
    } catch (RuntimeException failure) {
      record.view().failure(String.valueOf(failure.getMessage()));
      return resume();
    }
    return goForward();
  }

  /** Goes on with a switchover that failed, or that a former master left: forward or back. */
  SwitchoverView resume() {
    Outcome outcome = persistence.insist("settling", this::settle);
    return outcome == Outcome.COMMITTED ? goForward() : goBack();
  }

  private void prepare() {
    record.enter(SwitchoverState.PREPARING);
    record.step(Step.WAKE_AGENT, sites::wakeAgent);
    signals.check();
    record.step(Step.COMPARE_EPOCHS, this::compareEpochs);
    signals.check();
    record.step(
        Step.PREFLIGHT,
        () -> {
          List<ProcessQuantity> formation = sites.sourceWorker().formation();
          MovePlan plan = new Preflight(support, sites.source(), sites.target(), formation).run();
          record.facts(new Facts(record.facts().reason(), formation, plan));
        });
    signals.check();
  }

  /** Both databases must agree with the journal on who owns the newest epoch. */
  private void compareEpochs() {
    long before = record.switchover().epoch() - 1;
    if (before == Ownership.FIRST_EPOCH) {
      sites.source().adopt(before, support.leadership().term());
    }
    SiteState source = sites.source().state();
    SiteState target = sites.target().state();
    if (source.epoch() != before || target.epoch() > before) {
      throw new UnfitForSwitchover(
          "the journal says that the %s owns epoch %d, but its database holds epoch %d and the other one epoch %d: one of them was replaced or restored; find out which data is the newest before you go on"
              .formatted(
                  record.switchover().from().label(), before, source.epoch(), target.epoch()));
    }
  }

  /** Stops the source's worker; returns whether it is proven gone. */
  private boolean stop() {
    record.enter(SwitchoverState.STOPPING);
    Instant begun = support.clock().instant();
    boolean[] proven = new boolean[1];
    record.step(
        Step.STOP_WORKER,
        () -> {
          support.leadership().confirm();
          sites.sourceWorker().stop();
          Stillness stillness = stillness();
          proven[0] = stillness.await(support.rules().stopGrace());
          return stillness.seen();
        });
    signals.endCancelling();
    record.view().outage(outage -> outage.withStop(since(begun)));
    if (!proven[0] && !support.rules().fence()) {
      throw new UnfitForSwitchover(
          "the worker could not be proven stopped within %d s, and HMA_FENCE=off leaves no other proof"
              .formatted(support.rules().stopGrace().toSeconds()));
    }
    return proven[0];
  }

  private void cutOver(boolean proven) {
    record.enter(SwitchoverState.CUTTING_OVER);
    Instant begun = support.clock().instant();
    MovePlan plan = Objects.requireNonNull(record.facts().plan());
    if (!proven) {
      // Their time is over; a transaction that one of them holds open would keep the fence out.
      record.step(Step.TERMINATE, () -> terminated(sites.source()));
    }
    if (support.rules().fence()) {
      record.step(Step.FENCE, () -> sites.source().fence(claim(), plan));
    }
    if (!proven) {
      record.step(Step.TERMINATE, () -> terminated(sites.source()));
    }
    try (Source source = sites.source().openSource(claim(), plan);
        Target target = sites.target().openTarget(claim(), plan)) {
      Transfer transfer = new Transfer(support.workflows(), source, target, plan);
      record.step(Step.COPY, () -> transfer.copy(record.view(), signals::checkStopping));
      record.step(Step.VERIFY, transfer::prove);
      record.view().verified();
      signals.checkStopping();
      record.step(Step.COMMIT, target::commit);
    }
    record.view().outage(outage -> outage.withCutOver(since(begun)));
  }

  private static String terminated(Site site) {
    return "%d sessions were ended".formatted(site.terminateSessions());
  }

  /** What became of the target's transaction; a commit that was never begun can't have happened. */
  private Outcome settle() {
    if (!record.begun(Step.COMMIT)) {
      return Outcome.ABORTED;
    }
    Outcome[] outcome = new Outcome[1];
    record.step(
        Step.SETTLE,
        () -> {
          sites.wakeAgent();
          outcome[0] = sites.target().settle(claim());
          return outcome[0].name();
        });
    return outcome[0];
  }

  private SwitchoverView goForward() {
    persistence.insist(
        "recording-the-owner",
        () -> {
          record.enter(SwitchoverState.STARTING);
          Ownership ownership = record.ownershipAfterwards();
          record.step(Step.OWN, () -> support.journal().own(ownership));
          owned.accept(ownership);
        });
    boolean up = persistence.insist("starting-the-worker", this::startTarget);
    persistence.insist(
        "putting-the-agent-to-sleep",
        () -> {
          record.enter(SwitchoverState.FINISHING);
          record.step(Step.SLEEP_AGENT, support.agent()::sleep);
          record.enter(up ? SwitchoverState.COMPLETED : SwitchoverState.FAILED);
        });
    return record.view().get();
  }

  /** Starts the target's worker; false when it crashes too often to be waited for. */
  private boolean startTarget() {
    Instant begun = support.clock().instant();
    Worker worker = sites.targetWorker();
    Boot boot = new Boot(worker, record.facts().formation(), support.clock(), signals);
    try {
      record.step(
          Step.START_WORKER,
          () -> {
            support.leadership().confirm();
            sites.sourceWorker().stop();
            worker.start(record.facts().formation());
            boot.awaitUp(support.rules().bootLimit());
            record.view().outage(outage -> outage.withBoot(since(begun)));
            boot.awaitStaying(support.rules().bootLimit());
          });
      support.alarms().clear(crashes(worker));
      return true;
    } catch (StepFailed failed) {
      if (failed.getCause() instanceof BootFailed) {
        record.view().failure(String.valueOf(failed.getMessage()));
        support.alarms().raise(crashes(worker), String.valueOf(failed.getMessage()));
        return false;
      }
      throw failed;
    }
  }

  /** One alarm per side: a worker that runs here says nothing of the one that crashed there. */
  private static String crashes(Worker worker) {
    return "worker-crashes-on-" + worker.side().label();
  }

  private SwitchoverView goBack() {
    sayWhy();
    if (record.begun(Step.STOP_WORKER)) {
      persistence.insist("proving-the-stop", this::proveStop);
      if (record.begun(Step.FENCE)) {
        persistence.insist(
            "lifting-the-fence",
            () -> {
              sites.wakeAgentOfSource();
              record.step(Step.LIFT, () -> sites.source().lift(claim()));
            });
      }
      persistence.insist("restarting-the-source", this::restartSource);
    }
    persistence.insist(
        "putting-the-agent-to-sleep",
        () -> {
          record.step(Step.SLEEP_AGENT, support.agent()::sleep);
          record.enter(
              signals.wasCancelled() ? SwitchoverState.CANCELLED : SwitchoverState.ROLLED_BACK);
        });
    return record.view().get();
  }

  /** A former master left no reason but where it was. */
  private void sayWhy() {
    SwitchoverView seen = record.view().get();
    if (seen.failure() == null) {
      String step = seen.steps().isEmpty() ? "opening it" : seen.steps().getLast().name();
      record
          .view()
          .failure("its master ended unexpectedly, last at '%s': it was undone".formatted(step));
    }
  }

  /**
   * Scales the source to 0 once more, since an order to start may be under way, and proves that
   * nothing runs there before its fence is lifted.
   */
  private void proveStop() {
    sites.wakeAgentOfSource();
    Stillness stillness = stillness();
    boolean[] proven = new boolean[1];
    record.step(
        Step.PROVE_STOP,
        () -> {
          support.leadership().confirm();
          sites.sourceWorker().stop();
          proven[0] = stillness.await(support.rules().stopGrace());
          return stillness.seen();
        });
    MovePlan plan = record.facts().plan();
    if (proven[0] || plan == null || !support.rules().fence()) {
      return;
    }
    record.step(Step.TERMINATE, () -> terminated(sites.source()));
    record.step(Step.FENCE, () -> sites.source().fence(claim(), plan));
    record.step(
        Step.PROVE_STOP,
        () -> {
          stillness.enforce(support.rules().stopGrace());
          return stillness.seen();
        });
  }

  private void restartSource() {
    record.step(
        Step.RESTART_SOURCE,
        () -> {
          support.leadership().confirm();
          Worker worker = sites.sourceWorker();
          worker.start(record.facts().formation());
          new Boot(worker, record.facts().formation(), support.clock(), signals)
              .awaitUp(Integer.MAX_VALUE);
        });
  }

  private Stillness stillness() {
    return new Stillness(sites.sourceWorker(), sites.source(), support.clock(), signals);
  }

  private Claim claim() {
    return new Claim(
        record.switchover().id(), record.switchover().epoch(), support.leadership().term());
  }

  private Duration since(Instant begun) {
    return Duration.between(begun, support.clock().instant());
  }
}
