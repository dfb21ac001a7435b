package hma.master.heroku;

import java.time.Duration;

/** Is told of every attempt at a call; it returns at once and throws nothing. */
@FunctionalInterface
public interface CallListener {
  /** Nobody listens. */
  CallListener NONE = attempt -> {};

  /**
   * One request.
   *
   * @param app the app that was meant
   * @param operation one of a few, as in {@code read_formation}
   * @param status the answer's HTTP status, 0 where no complete answer came
   * @param took from the request to its answer, or to its end without one
   */
  record Attempt(String app, String operation, int status, Duration took) {}

  /** A request has come to its end. */
  void ended(Attempt attempt);
}
