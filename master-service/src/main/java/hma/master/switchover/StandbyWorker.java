package hma.master.switchover;

import hma.master.heroku.Dyno;
import hma.master.journal.LastSwitchover;
import hma.protocol.Problem;
import hma.protocol.ProblemException;
import hma.protocol.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The worker of the side that is not active. Nothing of it may be there when its fence is lifted,
 * nor when a switchover starts it.
 */
final class StandbyWorker {
  private StandbyWorker() {}

  /**
   * Scales it to 0 where it is not.
   *
   * @throws ProblemException 409 {@code standby-worker-runs} while Heroku lists a dyno of it, and
   *     for the grace after it was seen or a switchover has stopped it
   */
  static void refuseUnlessGone(SwitchoverSupport support, Standstill standstill, Side standby) {
    Worker worker = support.worker(standby);
    if (worker.scaledUp()) {
      stop(support, worker);
      standstill.seen();
    }
    List<String> dynos = worker.dynos().stream().map(Dyno::name).toList();
    if (!dynos.isEmpty()) {
      throw problem(
          "Heroku lists %s of app %s, which could write once the fence is lifted: ask again when they have stopped"
              .formatted(String.join(", ", dynos), worker.app().name()));
    }
    if (!standstill.isOver(worker)) {
      throw problem(
          "a worker of app %s was scaled up or listed less than %d s ago, and may still be ending: ask again then"
              .formatted(worker.app().name(), support.rules().stopGrace().toSeconds()));
    }
    Instant now = support.clock().instant();
    Optional<Instant> until = stoppedUntil(support, standby).filter(now::isBefore);
    if (until.isPresent()) {
      throw problem(
          "the worker of the %s was stopped by a switchover just now, and may still be ending: ask again after %s"
              .formatted(standby.label(), until.get()));
    }
  }

  /** Whether Heroku still has anything of a worker. */
  private static boolean isThere(Worker worker) {
    return worker.scaledUp() || !worker.dynos().isEmpty();
  }

  /** As {@link #stop}; whether nothing of it was there before needs no memory. */
  static void makeStop(SwitchoverSupport support, Worker worker) {
    if (isThere(worker)) {
      stop(support, worker);
    } else {
      worker.stop();
    }
  }

  /** Tells it to stop; the next switchover to this side has to know when that was. */
  static void stop(SwitchoverSupport support, Worker worker) {
    support.journal().standbyStopped();
    worker.stop();
    support.journal().standbyStopped();
  }

  /**
   * Waits until nothing can be left of it, so that a switchover that has stopped the other side's
   * can start it at once. It was mostly stopped long ago; what is missing of the time that a
   * process may go on is waited for here, where it costs no outage.
   *
   * @return what is known of it, for people
   */
  static String awaitEnd(RunParts run) {
    Worker worker = run.targetWorker();
    SwitchoverSupport.Rules rules = run.rules();
    Duration stopped = run.support().journal().sinceStandbyStopped().orElse(rules.stopGrace());
    if (isThere(worker)) {
      stop(run.support(), worker);
      stopped = Duration.ZERO;
    }
    if (stopped.compareTo(rules.stopGrace()) >= 0) {
      return "no dyno is listed, and it was not told to stop lately";
    }
    Stillness stillness = run.stillnessOfTarget(run.signals()::check);
    stillness.awaitEnd(
        rest(rules.quietUntilDead(), stopped), rest(rules.stopGrace(), stopped), () -> false);
    return stillness.seen();
  }

  private static Duration rest(Duration whole, Duration over) {
    Duration rest = whole.minus(over);
    return rest.isNegative() ? Duration.ZERO : rest;
  }

  /** Until when a process of its dynos may go on after they have left the list. */
  private static Optional<Instant> stoppedUntil(SwitchoverSupport support, Side standby) {
    return support
        .journal()
        .last()
        .filter(last -> last.switchover().from() == standby)
        .map(LastSwitchover::summary)
        .map(SwitchoverView::from)
        .flatMap(view -> Optional.ofNullable(view.finishedAt()))
        .map(finished -> finished.plus(support.rules().stopGrace()));
  }

  private static ProblemException problem(String detail) {
    return new Problem(
            409, "standby-worker-runs", "A worker of the standby may still run", detail, true)
        .asException();
  }
}
