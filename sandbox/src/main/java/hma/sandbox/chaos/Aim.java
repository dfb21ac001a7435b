package hma.sandbox.chaos;

import java.time.Duration;

/**
 * A moment in the middle of what the masters do, by counting the steps that they log as ended: one
 * step's end is the next one's beginning.
 *
 * @param steps how many must end first
 * @param then how long after that
 * @param limit waits no longer, whatever ends
 */
record Aim(int steps, Duration then, Duration limit) {
  /** How long it takes at most. */
  Duration longest() {
    return limit.plus(then);
  }
}
