package hma.sandbox.dyno;

import hma.sandbox.faults.CurrentFaults;
import hma.sandbox.faults.DynoFault.Kind;
import hma.sandbox.faults.Faults;
import java.time.Duration;
import java.util.Optional;

/**
 * What goes wrong with the dynos of one app.
 *
 * @param current the faults of everything
 * @param app the app's name
 */
public record DynoFaults(CurrentFaults current, String app) {
  Faults now() {
    return current.now();
  }

  /** What strikes the dyno at this event. */
  Optional<Duration> strike(Kind event, DynoPlan dyno) {
    return now().ofDyno(event, app, dyno.type());
  }

  /** Whether the account has no hours left for it. */
  boolean outOfHours(DynoPlan dyno) {
    return dyno.size() == DynoSize.ECO && now().quotaLeft(app).filter(Duration::isZero).isPresent();
  }

  /** How far its clock is ahead. */
  Duration clockAhead() {
    return now().clockAhead(app);
  }
}
