package hma.sandbox.dyno;

import hma.sandbox.faults.DynoFault.Kind;
import hma.sandbox.faults.Faults;
import java.time.Duration;
import java.util.Optional;

/**
 * What the faults have in store for a process that is up. It is drawn when the process comes up,
 * and anew when the faults are replaced: so they strike what runs already.
 */
final class Fate {
  private final DynoFaults faults;
  private final DynoPlan plan;
  private Faults drawnFrom;
  private long drawnAt;
  private Optional<Duration> crash;
  private Optional<Duration> cycle;

  /** What happens to the process. */
  enum Blow {
    NONE,
    CRASH,
    CYCLE,
    SLEEP
  }

  Fate(DynoFaults faults, DynoPlan plan) {
    this.faults = faults;
    this.plan = plan;
    this.drawnFrom = faults.now();
    this.drawnAt = System.nanoTime();
    this.crash = faults.strike(Kind.CRASH, plan);
    this.cycle = faults.strike(Kind.CYCLE, plan);
  }

  /** What happens now; each blow is told once. */
  Blow look() {
    redraw();
    if (faults.outOfHours(plan)) {
      return Blow.SLEEP;
    }
    if (due(crash)) {
      crash = Optional.empty();
      return Blow.CRASH;
    }
    if (due(cycle)) {
      cycle = Optional.empty();
      return Blow.CYCLE;
    }
    return Blow.NONE;
  }

  private void redraw() {
    if (faults.now() != drawnFrom) {
      drawnFrom = faults.now();
      drawnAt = System.nanoTime();
      crash = faults.strike(Kind.CRASH, plan);
      cycle = faults.strike(Kind.CYCLE, plan);
    }
  }

  private boolean due(Optional<Duration> blow) {
    return blow.filter(after -> System.nanoTime() - drawnAt >= after.toNanos()).isPresent();
  }
}
