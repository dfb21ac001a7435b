package hma.master.switchover;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What can be asked about the fences while no switchover runs. */
public sealed interface FenceChange {
  /** As it reads in requests and answers. */
  String label();

  /**
   * Opens the standby for migrations; when the time is over it is fenced again.
   *
   * @param time how long
   * @param by who asks, as they call themselves; null where they don't say
   */
  record Open(Duration time, @Nullable String by) implements FenceChange {
    /** The shortest time. */
    public static final Duration LEAST = Duration.ofSeconds(1);

    /** The longest time. */
    public static final Duration MOST = Duration.ofHours(24);

    /**
     * Checks both.
     *
     * @throws IllegalArgumentException naming what is outside of the bounds
     */
    public Open {
      if (time.compareTo(LEAST) < 0 || time.compareTo(MOST) > 0) {
        throw new IllegalArgumentException(
            "the standby is opened for 1 second to 24 hours, not " + time);
      }
      AskedBy.check(by);
    }

    @Override
    public String label() {
      return "open";
    }
  }

  /** Fences the standby at once, whether it was open or never fenced. */
  record Close() implements FenceChange {
    @Override
    public String label() {
      return "close";
    }
  }

  /** Lifts the fences of both sides for good: for those who leave HMA. */
  record Lift() implements FenceChange {
    @Override
    public String label() {
      return "lift";
    }
  }
}
