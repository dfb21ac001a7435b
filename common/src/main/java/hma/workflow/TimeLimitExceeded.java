package hma.workflow;

import java.time.Duration;

/** Something took longer than it may; whether it took effect is not known. */
public final class TimeLimitExceeded extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TimeLimitExceeded(String what, Duration limit, Throwable cause) {
    super(what + " took longer than " + seconds(limit) + " s", cause);
  }

  private static String seconds(Duration limit) {
    return limit.toMillis() % 1000 == 0
        ? Long.toString(limit.toSeconds())
        : Double.toString(limit.toMillis() / 1000.0);
  }
}
