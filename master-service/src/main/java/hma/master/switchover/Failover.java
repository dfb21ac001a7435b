package hma.master.switchover;

import hma.master.journal.Facts;
import hma.master.journal.JournaledSwitchover;
import hma.master.journal.Ownership;
import hma.master.journal.Trigger;
import hma.protocol.Claim;
import hma.protocol.CommitReceipt;
import hma.sync.Standby;
import hma.workflow.Awaiting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the standby active as it stands, since the other side can't be reached: by nothing but the
 * standby's own database and the Platform API. Each step is journaled in that database, and one
 * that was killed is gone on with by asking for the same again.
 *
 * <p>There is one moment that counts: the transaction that lifts the fence, raises the epoch and
 * writes the receipt. Before it nothing but the other side's quantities has changed; after it there
 * is only forward.
 */
public final class Failover {
  private static final Logger log = LoggerFactory.getLogger(Failover.class);
  private static final Duration POLL = Duration.ofSeconds(1);

  private final FailoverSupport support;
  private final RunSignals signals = new RunSignals();

  /** One that has not begun. */
  public Failover(FailoverSupport support) {
    this.support = support;
  }

  /**
   * What it would do; changes nothing. Blocks.
   *
   * @param quantities those to be started, by process type; empty for those that ran
   * @throws FailoverRefused when it can't be
   */
  public FailoverPlan plan(Map<String, Integer> quantities) {
    return new FailoverPlanning(support, quantities).plan();
  }

  /**
   * Does it. Blocks.
   *
   * @param acceptSplit whether it goes on where it is not confirmed that the other side's worker
   *     stops
   * @param whenLeading is run once this process holds the lead, which is to be renewed from then on
   * @throws FailoverRefused when it is not confirmed and not accepted; the standby is as before
   */
  public SwitchoverView run(FailoverPlan plan, boolean acceptSplit, Consumer<String> whenLeading) {
    support.standby().install();
    support.leadership().take();
    try {
      RunRecord record = record(plan);
      whenLeading.accept(record.switchover().id());
      return run(record, acceptSplit);
    } finally {
      support.leadership().resign();
    }
  }

  /** The one that was left after its commit, or a new one. */
  private RunRecord record(FailoverPlan plan) {
    Optional<RunRecord> left =
        support
            .journal()
            .unfinishedFailover()
            .map(entry ->
                RunRecord.resumed(support.journal(), entry, support.clock(), support.steps()));
    Standby standby = support.standby().standby().orElseThrow();
    Optional<CommitReceipt> newest = standby.state().newest();
    if (left.isPresent() && committed(left.get(), newest).isPresent()) {
      return left.get();
    }
    // Who accepted what the plan says of this database may have taken a long time.
    if (!newest.equals(Optional.ofNullable(plan.lastCopy()))) {
      throw new FailoverRefused(
          "this database has changed since: %s was committed there. Look again at what may be lost"
              .formatted(newest.map(CommitReceipt::switchover).orElse("nothing")));
    }
    left.ifPresent(LeftFailover::giveUp);
    return RunRecord.opened(
        support.journal(),
        new JournaledSwitchover(
            SwitchoverIds.nextOfFailover(support.clock()),
            support.to().other(),
            support.to(),
            standby.epochOfFailover(support.journal().ownership().map(Ownership::epoch).orElse(0L)),
            support.clock().instant(),
            new Facts(Trigger.FAILOVER, plan.start(), null),
            List.of()),
        support.clock(),
        support.steps());
  }

  private SwitchoverView run(RunRecord record, boolean acceptSplit) {
    State.Starting starting =
        switch (record.state(State.Initial.class)) {
          case State.Preparing opened -> activate(record, opened, acceptSplit);
          case State.Left left -> left.start(committed(record, newest()).orElseThrow());
        };
    record.enter(starting);
    record.step(Step.OWN, () -> support.journal().own(record.ownershipAfter(starting.proof())));
    new OvertakenSwitchover(support.journal(), support.clock()).close(record.switchover().id());
    boolean up = start(record);
    State.Finishing finishing = record.enter(starting.finish());
    putAway(record);
    record.enter(up ? finishing.complete() : finishing.fail());
    return record.view().get();
  }

  private State.Starting activate(RunRecord record, State.Preparing opened, boolean acceptSplit) {
    State.Stopping stopping = record.enter(opened.stop());
    stopOther(record, stopping, acceptSplit);
    State.CuttingOver cuttingOver = record.enter(stopping.cutOver());
    return cuttingOver.start(
        Settling.activate(record, () -> support.standby().activate(claim(record))));
  }

  private Optional<CommitReceipt> newest() {
    return support.standby().standby().flatMap(standby -> standby.state().newest());
  }

  private static Optional<Settling.Committed> committed(
      RunRecord record, Optional<CommitReceipt> newest) {
    return Settling.byReceipt(record.switchover().id(), newest);
  }

  private Claim claim(RunRecord record) {
    return new Claim(
        record.switchover().id(), record.switchover().epoch(), support.leadership().term());
  }

  /** Told to stop in every case; what is not confirmed has to be accepted. */
  private void stopOther(RunRecord record, State.Stopping stopping, boolean acceptSplit) {
    try {
      record.step(Step.STOP_OTHER, () -> new Noted<>(true, confirmedStop()));
    } catch (StepFailed failed) {
      String reason = String.valueOf(failed.getMessage());
      if (!acceptSplit) {
        record.view().failure(reason);
        record.enter(stopping.rolledBack(Settling.neverBegun(record::begun).orElseThrow()));
        throw new FailoverRefused(reason + ". " + splitMeans());
      }
      log.atWarn()
          .addKeyValue("switchover", record.switchover().id())
          .log("going on without knowing that the other side's worker stopped, as accepted");
    }
  }

  /** What it means to go on without the other side's worker being known to stop. */
  public String splitMeans() {
    return ("It is not known that the worker of app %s stops. If it runs on, two workers write to two"
            + " databases, and what the one on the %s writes is never merged: the next switchover"
            + " overwrites it. Scale it to 0 (heroku ps:scale %s -a %s) and run this again, or"
            + " accept that with --accept-split")
        .formatted(
            support.otherApp(),
            support.to().other().label(),
            String.join(" ", support.rules().types().stream().map(t -> t + "=0").toList()),
            support.otherApp());
  }

  private String confirmedStop() {
    Worker other =
        support
            .otherWorker()
            .orElseThrow(() ->
                new FailoverRefused(
                    "%s_HEROKU_TOKEN is not set".formatted(support.to().other().name())));
    other.stop();
    Instant end = support.clock().instant().plus(support.rules().stopGrace());
    while (other.scaledUp() || !other.dynos().isEmpty()) {
      if (support.clock().instant().isAfter(end)) {
        throw new FailoverRefused(
            "Heroku still lists dynos of app %s %d s after they were told to stop"
                .formatted(support.otherApp(), support.rules().stopGrace().toSeconds()));
      }
      Awaiting.pause(POLL);
    }
    return "app %s is to run none, and none is listed".formatted(support.otherApp());
  }

  /** Whether the worker is up; one that crashes is Heroku's to start again. */
  private boolean start(RunRecord record) {
    Worker worker = support.worker();
    int crashes = support.rules().bootLimit();
    Boot boot = new Boot(worker, record.facts().formation(), support.clock(), signals);
    try {
      record.step(
          Step.START_WORKER,
          () -> {
            worker.start(record.facts().formation());
            boot.awaitUp(crashes);
            boot.awaitStaying(crashes);
          });
      return true;
    } catch (StepFailed failed) {
      if (failed.getCause() instanceof BootFailed) {
        record.view().failure(String.valueOf(failed.getMessage()));
        return false;
      }
      throw failed;
    }
  }

  /** What a switchover may have left here: nothing of it keeps the worker from working. */
  private void putAway(RunRecord record) {
    try {
      record.step(Step.END_CAPTURE, () -> left(support.standby().stopCapture(claim(record))));
      record.step(Step.VALIDATE, () -> support.standby().validate(claim(record)));
    } catch (StepFailed failed) {
      log.atWarn()
          .addKeyValue("switchover", record.switchover().id())
          .log("what a switchover left on this side is still there: {}", failed.getMessage());
    }
  }

  private static Noted<Boolean> left(List<String> left) {
    return new Noted<>(left.isEmpty(), left.isEmpty() ? null : String.join("; ", left));
  }
}
