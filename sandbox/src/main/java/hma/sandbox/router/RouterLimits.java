package hma.sandbox.router;

import java.time.Duration;

/**
 * The router's times (<a href="https://devcenter.heroku.com/articles/http-routing">HTTP
 * Routing</a>).
 *
 * @param firstByte from the end of the request to the first byte of the answer (H12)
 * @param idle without a byte in either direction, before the request is complete (H28) and once the
 *     answer has begun (H15)
 * @param bootHold how long a request waits for a web dyno that is starting (H20)
 * @param connect how long connecting to a dyno may take (H19)
 * @param keepAlive how long an idle connection of a client is kept
 */
public record RouterLimits(
    Duration firstByte, Duration idle, Duration bootHold, Duration connect, Duration keepAlive) {
  /** As on Heroku. */
  public static RouterLimits defaults() {
    return new RouterLimits(
        Duration.ofSeconds(30),
        Duration.ofSeconds(55),
        Duration.ofSeconds(75),
        Duration.ofSeconds(5),
        Duration.ofMinutes(1));
  }

  /** These with another limit to the first byte. */
  public RouterLimits withFirstByte(Duration limit) {
    return new RouterLimits(limit, idle, bootHold, connect, keepAlive);
  }

  /** These with another limit for silence. */
  public RouterLimits withIdle(Duration limit) {
    return new RouterLimits(firstByte, limit, bootHold, connect, keepAlive);
  }

  /** These with another wait for a dyno that is starting. */
  public RouterLimits withBootHold(Duration limit) {
    return new RouterLimits(firstByte, idle, limit, connect, keepAlive);
  }

  /** These with another time for idle connections. */
  public RouterLimits withKeepAlive(Duration limit) {
    return new RouterLimits(firstByte, idle, bootHold, connect, limit);
  }
}
