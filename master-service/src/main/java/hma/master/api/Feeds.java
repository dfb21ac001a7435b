package hma.master.api;

import hma.protocol.Problem;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** The streams of events that are open: so many at the most, each looked after by a timer. */
final class Feeds {
  static final int MOST = 100;
  private static final Duration LOOK = Duration.ofMillis(400);

  /** Well below the 55 s after which Heroku's router ends a line that says nothing. */
  private static final Duration SILENCE = Duration.ofSeconds(15);

  private final AtomicInteger open = new AtomicInteger();

  /**
   * Answers with a stream, until the client leaves or there is nothing more to come.
   *
   * @param look is asked again and again, on the client's event loop, and sends what is new; it
   *     says whether more may come
   */
  void serve(RoutingContext context, Look look) {
    if (open.incrementAndGet() > MOST) {
      open.decrementAndGet();
      context.fail(
          new Problem(
                  503,
                  "too-many-streams",
                  "Too many clients follow",
                  "%d streams of events are open, which is the most: close one, or ask again later"
                      .formatted(MOST),
                  true)
              .asException());
      return;
    }
    EventStream stream = new EventStream(context);
    if (context.request().method().equals(HttpMethod.HEAD)) {
      open.decrementAndGet();
      stream.end();
      return;
    }
    follow(context.vertx(), context, stream, look);
  }

  private void follow(Vertx vertx, RoutingContext context, EventStream stream, Look look) {
    Pulse pulse = new Pulse(stream, look);
    long timer = vertx.setPeriodic(0, LOOK.toMillis(), tick -> pulse.beat());
    context.addEndHandler(ended -> {
      vertx.cancelTimer(timer);
      open.decrementAndGet();
    });
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

    private void beat() {
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
