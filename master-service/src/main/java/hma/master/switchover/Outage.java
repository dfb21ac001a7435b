package hma.master.switchover;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an outage.
 *
 * @param stop from the order to stop until nothing ran any more; null until known
 * @param cutOver from there to the target's commit; null until known
 * @param boot from there until the target's worker was up; null until known
 */
record Outage(@Nullable Duration stop, @Nullable Duration cutOver, @Nullable Duration boot) {
  static final Outage NONE = new Outage(null, null, null);

  Outage withStop(Duration took) {
    return new Outage(took, cutOver, boot);
  }

  Outage withCutOver(Duration took) {
    return new Outage(stop, took, boot);
  }

  Outage withBoot(Duration took) {
    return new Outage(stop, cutOver, took);
  }

  /** All of it, in milliseconds; null while a part is not known. */
  @Nullable Long totalMs() {
    return stop == null || cutOver == null || boot == null
        ? null
        : stop.plus(cutOver).plus(boot).toMillis();
  }

  /** A part in milliseconds. */
  static @Nullable Long milliseconds(@Nullable Duration part) {
    return part == null ? null : part.toMillis();
  }
}
