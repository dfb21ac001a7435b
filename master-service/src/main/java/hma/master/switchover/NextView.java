package hma.master.switchover;

import hma.master.schedule.Boundary;
import hma.protocol.Side;
import java.time.Instant;

/**
 * The next boundary of the schedule.
 *
 * @param at when it is
 * @param to the side that is to be active from then on
 */
public record NextView(Instant at, Side to) {
  static NextView of(Boundary boundary) {
    return new NextView(boundary.at(), boundary.to());
  }
}
