package hma.master.notify;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How long somebody tries to tell.
 *
 * @param pauses before each further attempt at one letter
 * @param answerLimit how long a receiver may take to answer
 * @param betweenAlarms how long the same alarm is not raised again to the receiver
 */
record Patience(List<Duration> pauses, Duration answerLimit, Duration betweenAlarms) {
  /** What a receiver may ask for with {@code Retry-After}. */
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  Patience {
    pauses = List.copyOf(pauses);
  }

  /** Six attempts in ten minutes. */
  static Patience standard() {
    return new Patience(
        List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            Duration.ofMinutes(1),
            Duration.ofMinutes(3),
            Duration.ofMinutes(6)),
        Duration.ofSeconds(10),
        Duration.ofMinutes(5));
  }

  /**
   * How long to wait before the next attempt.
   *
   * @param failures how many attempts have failed, 1 or more
   * @param asked what the receiver asked for
   * @return empty when there is none
   */
  Optional<Duration> pauseAfter(int failures, Duration asked) {
    if (failures > pauses.size()) {
      return Optional.empty();
    }
    Duration planned = pauses.get(failures - 1);
    Duration wanted = asked.compareTo(LONGEST_PAUSE) < 0 ? asked : LONGEST_PAUSE;
    return Optional.of(planned.compareTo(wanted) < 0 ? wanted : planned);
  }
}
