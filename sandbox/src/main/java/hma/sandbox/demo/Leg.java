package hma.sandbox.demo;

import hma.protocol.Side;
import java.time.Duration;
import java.util.List;

/**
 * One switchover of the demo, at its end.
 *
 * @param from where the worker ran before
 * @param to where it runs now
 * @param switchover as the API last showed it
 * @param phases what it spent its time on
 * @param total from the request to the end
 */
record Leg(Side from, Side to, Switchover switchover, List<Phase> phases, Duration total) {
  /** As it reads in tables and messages. */
  String title() {
    return title(from, to);
  }

  /** As {@link #title()}, for one that has not ended. */
  static String title(Side from, Side to) {
    return from.label() + " → " + to.label();
  }
}
