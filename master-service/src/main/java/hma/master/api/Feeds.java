package hma.master.api;

import hma.protocol.Problem;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The streams of events that are open: so many at the most, and so many of one address; each looked
 * after by a timer.
 */
final class Feeds {
  static final int MOST = 100;

  /** Of one address: nobody should be able to lock all others out. */
  static final int MOST_OF_ONE = 25;

  private static final Duration LOOK = Duration.ofMillis(400);

  /** Well below the 55 s after which Heroku's router ends a line that says nothing. */
  private static final Duration SILENCE = Duration.ofSeconds(15);

  private final Map<String, Integer> open = new HashMap<>();
  private final Clock clock;
  private int all;

  /**
   * Has none yet.
   *
   * @param clock as that of the tokens
   */
  Feeds(Clock clock) {
    this.clock = clock;
  }

  /**
   * Answers with a stream, until the client leaves, its token ends or there is nothing more to
   * come.
   *
   * @param look is asked again and again, on the client's event loop, and sends what is new; it
   *     says whether more may come
   */
  void serve(RoutingContext context, Look look) {
    if (context.request().method().equals(HttpMethod.HEAD)) {
      new EventStream(context).end();
      return;
    }
    String address = FailedAttempts.address(context.request());
    if (!enter(address)) {
      ApiJson.fail(
          context,
          new Problem(
                  503,
                  "too-many-streams",
                  "Too many clients follow",
                  "at most %d streams of events may be open, and %d of one address: close one, or ask for the status instead"
                      .formatted(MOST, MOST_OF_ONE),
                  true)
              .asException());
      return;
    }
    Pulse pulse = new Pulse(new EventStream(context), look);
    Instant end = Guard.end(context);
    long timer =
        context
            .vertx()
            .setPeriodic(0, LOOK.toMillis(), tick -> pulse.beat(clock.instant().isBefore(end)));
    context.addEndHandler(ended -> {
      context.vertx().cancelTimer(timer);
      leave(address);
    });
  }

  private synchronized boolean enter(String address) {
    if (all == MOST || open.getOrDefault(address, 0) == MOST_OF_ONE) {
      return false;
    }
    all++;
    open.merge(address, 1, Integer::sum);
    return true;
  }

  private synchronized void leave(String address) {
    all--;
    open.computeIfPresent(address, (known, count) -> count == 1 ? null : count - 1);
  }

  /** Sends what is new. */
  @FunctionalInterface
  interface Look extends Predicate<EventStream> {}

  /** One stream's timer. */
  private static final class Pulse {
    private final EventStream stream;
    private final Look look;
    private int silent;

    private Pulse(EventStream stream, Look look) {
      this.stream = stream;
      this.look = look;
    }

    private void beat(boolean admitted) {
      if (!admitted) {
        stream.end();
        return;
      }
      if (stream.isFull()) {
        return;
      }
      if (!look.test(stream)) {
        stream.end();
      } else if (++silent * LOOK.toMillis() >= SILENCE.toMillis()) {
        silent = 0;
        stream.comment();
      }
    }
  }
}
