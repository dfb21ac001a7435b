package hma.sandbox.link;

import hma.sandbox.faults.CurrentFaults;
import hma.sandbox.faults.LinkFault;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.Optional;

/**
 * The line that all clients of one server share. As long as no fault is about it, everything passes
 * at once.
 */
public final class Link {
  private final CurrentFaults faults;
  private final String at;
  private final Lane toServer = new Lane();
  private final Lane toClient = new Lane();

  /**
   * A line that is as the faults say at each moment.
   *
   * @param faults what goes wrong on purpose
   * @param at its name there
   */
  public Link(CurrentFaults faults, String at) {
    this.faults = faults;
    this.at = at;
  }

  /** Lets a connection that was just accepted go over this line. */
  public void carry(HttpConnection connection) {
    ((ConnectionBase) connection)
        .channel()
        .pipeline()
        .addFirst(new LinkHandler(this, toServer, toClient));
  }

  Optional<LinkFault> fault() {
    return faults.now().ofLink(at);
  }

  /** One direction: what is sent occupies it, one piece after the other. */
  static final class Lane {
    private long free = System.nanoTime();

    /** When a piece that is sent now has arrived, as {@link System#nanoTime} tells it. */
    synchronized long arrival(LinkFault fault, int bytes) {
      long begin = Math.max(free, System.nanoTime());
      free = begin + fault.transmission(bytes).toNanos();
      Duration delay = fault.delay();
      return free + delay.toNanos();
    }
  }
}
