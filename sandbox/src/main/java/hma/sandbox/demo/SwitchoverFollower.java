package hma.sandbox.demo;

import hma.protocol.Side;
import hma.workflow.Awaiting;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/** Asks for a switchover and looks at it until it has ended. */
final class SwitchoverFollower {
  private static final Duration GLANCE = Duration.ofMillis(100);

  private final MasterClient client;
  private final Duration limit;
  private final long expectedRows;
  private final PrintWriter out;

  /**
   * Follows switchovers.
   *
   * @param client the master's API
   * @param limit how long one may take
   * @param expectedRows how many rows one moves, about
   * @param out where its progress goes
   */
  SwitchoverFollower(MasterClient client, Duration limit, long expectedRows, PrintWriter out) {
    this.client = client;
    this.limit = limit;
    this.expectedRows = expectedRows;
    this.out = out;
  }

  /**
   * Runs one switchover, however it ends.
   *
   * @throws DemoFailure when the master refuses it or falls silent, or when it does not end
   */
  Leg follow(Side from, Side to) {
    Instant begin = Instant.now();
    PhaseLog phases = new PhaseLog();
    Switchover ended = untilTerminal(client.start(from, to), Leg.title(from, to), phases);
    return new Leg(from, to, ended, phases.finished(), Duration.between(begin, Instant.now()));
  }

  private Switchover untilTerminal(URI location, String title, PhaseLog phases) {
    Instant begin = Instant.now();
    try (Progress progress = Progress.of(title, expectedRows, out)) {
      while (true) {
        Switchover now = client.find(location);
        phases.add(Instant.now(), now);
        progress.show(now);
        if (now.terminal()) {
          return now;
        }
        if (Duration.between(begin, Instant.now()).compareTo(limit) > 0) {
          throw new DemoFailure(
              "the switchover %s is still %s after %d s"
                  .formatted(title, now.state(), limit.toSeconds()));
        }
        Awaiting.pause(GLANCE);
      }
    }
  }
}
