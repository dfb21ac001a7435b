package hma.master.agent;

import hma.protocol.AgentLimits;
import java.time.Duration;

/**
 * How long the master bears with an agent.
 *
 * @param request the longest wait for one answer
 * @param silence the longest time without any answer that the agent has signed
 * @param refusal the longest time of being refused with 401
 * @param skew the same of an agent that has just started, and refuses what was signed in or before
 *     the second of its start: by a clock that is behind, for as long as it is
 * @param farewell the longest time for closing what the agent closes by itself in the end
 * @param keepAlive the time between two signs of life for a session
 */
public record AgentPatience(
    Duration request,
    Duration silence,
    Duration refusal,
    Duration skew,
    Duration farewell,
    Duration keepAlive) {
  /** What suits Heroku's router, and clocks that are a minute apart: 25, 30, 10, 75, 10, 15 s. */
  public static final AgentPatience USUAL =
      new AgentPatience(
          AgentLimits.REQUEST,
          Duration.ofSeconds(30),
          Duration.ofSeconds(10),
          Duration.ofSeconds(75),
          Duration.ofSeconds(10),
          AgentLimits.SILENCE.dividedBy(4));
}
