package hma.master.switchover;

import hma.master.heroku.Dyno;
import hma.master.journal.ProcessQuantity;
import hma.workflow.Awaiting;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Watches a worker come up and stay up. */
final class Boot {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration STAY = Duration.ofSeconds(3);
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final Worker worker;
  private final List<ProcessQuantity> formation;
  private final InstantSource clock;
  private final RunSignals signals;
  private final Set<String> crashes = new HashSet<>();

  Boot(Worker worker, List<ProcessQuantity> formation, InstantSource clock, RunSignals signals) {
    this.worker = worker;
    this.formation = formation;
    this.clock = clock;
    this.signals = signals;
  }

  /**
   * Waits until all dynos are up.
   *
   * @param crashLimit how many crashes are borne
   * @throws BootFailed when there are more, or none comes up within five minutes
   */
  void awaitUp(int crashLimit) {
    Instant end = clock.instant().plus(LIMIT);
    while (!worker.isUp(formation)) {
      countCrashes();
      if (crashes.size() >= crashLimit) {
        throw new BootFailed(
            "the worker of the %s crashed %d times: see its log"
                .formatted(worker.side().label(), crashes.size()));
      }
      if (clock.instant().isAfter(end)) {
        throw new BootFailed(
            "the worker of the %s is not up after %d s: see its log"
                .formatted(worker.side().label(), LIMIT.toSeconds()));
      }
      signals.checkStopping();
      Awaiting.pause(POLL);
    }
  }

  /** Waits a little longer, and again for the start when a dyno does not stay up. */
  void awaitStaying(int crashLimit) {
    Instant end = clock.instant().plus(STAY);
    while (clock.instant().isBefore(end)) {
      Awaiting.pause(POLL);
      if (!worker.isUp(formation)) {
        awaitUp(crashLimit);
        end = clock.instant().plus(STAY);
      }
    }
  }

  private void countCrashes() {
    for (Dyno dyno : worker.dynos()) {
      if (dyno.state().equals("crashed")) {
        crashes.add(dyno.name() + "@" + dyno.updatedAt());
      }
    }
  }
}
