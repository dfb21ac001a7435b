package hma.protocol;

import java.time.Duration;

/**
 * What both ends of the agent's interface rely on. The router of <a
 * href="https://devcenter.heroku.com/articles/http-routing#timeouts">Heroku</a> gives a request 30
 * s; nothing here takes longer than 20 s to answer.
 */
public final class AgentLimits {
  /** How long the agent holds back the answer to work that isn't done yet: 10 s. */
  public static final Duration ANSWER = Duration.ofSeconds(10);

  /** How long the master waits for one answer: 25 s. */
  public static final Duration REQUEST = Duration.ofSeconds(25);

  /** How long a session lives without a request for it: 60 s. */
  public static final Duration SILENCE = Duration.ofSeconds(60);

  /** How many requests for one stream's chunks may be under way: 2. */
  public static final int CHUNKS_IN_FLIGHT = 2;

  private AgentLimits() {}
}
