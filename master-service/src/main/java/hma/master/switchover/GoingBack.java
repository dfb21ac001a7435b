package hma.master.switchover;

import hma.master.heroku.HerokuException;
import hma.master.journal.Deposed;
import hma.protocol.MovePlan;
import hma.protocol.Side;
import hma.workflow.TimeLimitExceeded;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way after a failure before the target's commit, or after a rehearsal, which never commits: it
 * ends with the source's worker running.
 */
final class GoingBack {
  private static final Logger log = LoggerFactory.getLogger(GoingBack.class);

  private final RunParts run;
  private final State.Undecided from;
  private final Settling.Aborted proof;
  private boolean restarted;

  /**
   * Undoes nothing yet.
   *
   * @param from the state it goes back from
   * @param proof that the target has not committed and never can
   */
  GoingBack(RunParts run, State.Undecided from, Settling.Aborted proof) {
    this.run = run;
    this.from = from;
    this.proof = proof;
  }

  /** Undoes what was begun, in the opposite order. */
  SwitchoverView run() {
    if (!(from instanceof State.Rehearsed)) {
      sayWhy();
      run.view().goingBack();
    }
    if (run.begun(Step.STOP_WORKER)) {
      run.insist("proving-the-stop", this::proveStop);
      run.insist("comparing-the-epochs", this::lookForAFailover);
      if (run.begun(Step.FENCE)) {
        run.insist(
            "lifting-the-fence",
            () -> {
              run.sites().wakeAgentOfSource();
              run.step(Step.LIFT, () -> run.source().lift(run.claim()));
            });
      }
      run.insist("restarting-the-source", this::restartSource);
    }
    EndingCapture.insist(run);
    lookAtTarget();
    run.insist(
        "putting-the-agent-to-sleep",
        () -> {
          run.step(Step.SLEEP_AGENT, run.support().agent()::sleep);
          run.enter(end());
        });
    return run.view().get();
  }

  private State.Over end() {
    return switch (from) {
      case State.Revocable calledOff when run.signals().wasCancelled() ->
          calledOff.cancelled(proof);
      case State.Rehearsed done -> done.complete(proof);
      case State.Undecided failed -> failed.rolledBack(proof);
    };
  }

  /**
   * Asked once, of an agent that may be what failed: a master that has led all along and finds
   * nobody there goes back all the same. Not where the slave's worker is scaled up before a
   * switchover to it has committed: that is a failover, or a person's to undo.
   *
   * @throws Overtaken when there was one
   */
  private void lookForAFailover() {
    try {
      run.sites().wakeAgent();
      run.refuseIfOvertaken();
    } catch (Deposed | ServiceStopping | Overtaken over) {
      throw over;
    } catch (RuntimeException unknown) {
      if (slaveIsScaledUp()) {
        throw new UnfitForSwitchover(
            "the slave's worker is scaled up, as after a failover, and its database can't be asked: %s. The master's worker is not started before it answers. If there was no failover, scale the slave's worker to 0 with heroku ps:scale"
                .formatted(unknown.getMessage()));
      }
      log.atWarn()
          .addKeyValue("switchover", run.claim().switchover())
          .log("the slave can't be asked for a failover, going back: {}", unknown.getMessage());
    }
  }

  private boolean slaveIsScaledUp() {
    try {
      return run.record().switchover().from() == Side.MASTER
          && run.support().slaveWorker().scaledUp();
    } catch (HerokuException | TimeLimitExceeded unknown) {
      return false;
    }
  }

  /** Whether tables that were to be committed one by one were; where it can't tell, they may be. */
  private void lookAtTarget() {
    if (!run.begun(Step.COPY_RESUMABLY)) {
      return;
    }
    try {
      new StandbyFitness(run.support()).seen(run.target().side(), run.target().state());
    } catch (Deposed | ServiceStopping over) {
      throw over;
    } catch (RuntimeException unseen) {
      log.atWarn()
          .addKeyValue("switchover", run.claim().switchover())
          .log("what the copy has left can't be looked at: {}", unseen.getMessage());
    }
  }

  /** A former master left no reason but where it was. */
  private void sayWhy() {
    SwitchoverView seen = run.view().get();
    if (seen.failure() == null) {
      String step = seen.steps().isEmpty() ? "opening it" : seen.steps().getLast().name();
      run.view()
          .failure("its master ended unexpectedly, last at '%s': it was undone".formatted(step));
    }
  }

  /**
   * Scales the source to 0 once more, since an order to start may be under way, and proves that
   * nothing runs there before its fence is lifted: no sign of its worker for the whole grace. That
   * holds where no fence was raised, too. Past the grace its sessions are ended, under a fence
   * where that is allowed.
   */
  private void proveStop() {
    if (run.record().switchover().from() == Side.SLAVE) {
      // A worker that a failover has started there is not to be stopped.
      run.sites().wakeAgent();
      run.refuseIfOvertaken();
    }
    Stillness stillness = run.stillness(run.signals()::checkStopping);
    if (!run.begun(Step.FENCE)) {
      if (becomesStill(stillness)) {
        return;
      }
      run.terminateSessions();
      MovePlan plan = run.facts().plan();
      if (plan != null && run.rules().fence()) {
        run.step(Step.FENCE, () -> run.source().fence(run.claim(), plan));
      }
    }
    run.step(
        Step.PROVE_STOP,
        () -> {
          run.sourceWorker().stop();
          stillness.enforce(run.rules().stopGrace());
          return new Noted<>(true, stillness.seen());
        });
  }

  private boolean becomesStill(Stillness stillness) {
    Duration grace = run.rules().stopGrace();
    return run.step(
        Step.PROVE_STOP,
        () -> {
          run.sourceWorker().stop();
          boolean still = stillness.await(grace, grace);
          return new Noted<>(still, stillness.seen());
        });
  }

  /** Nothing runs there; after the first try that has to be made sure of once more. */
  private void restartSource() {
    run.step(
        Step.RESTART_SOURCE,
        () -> {
          Worker worker = run.sourceWorker();
          if (restarted) {
            run.awaitEnd(worker, run.stillness(run.signals()::checkStopping));
          }
          restarted = true;
          worker.start(run.facts().formation());
          run.boot(worker).awaitUp(Integer.MAX_VALUE);
          run.view().outage(outage -> outage.up(run.now()));
        });
  }
}
