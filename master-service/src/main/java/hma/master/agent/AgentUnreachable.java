package hma.master.agent;

import hma.protocol.Problem;
import hma.protocol.ProblemException;
import java.time.Duration;

/** The failures of reaching an agent, by their codes. */
public final class AgentUnreachable {
  /** Nothing that the agent has signed came back for too long. */
  public static final String UNREACHABLE = "agent-unreachable";

  /** The agent, or what answers in its place, refuses what the master signs. */
  public static final String REFUSED = "agent-refused";

  /** What the agent has signed makes no sense. */
  public static final String NOT_UNDERSTOOD = "agent-not-understood";

  private AgentUnreachable() {}

  static ProblemException silent(Duration limit, Throwable last) {
    return problem(
        UNREACHABLE,
        "The agent can't be reached",
        "the agent has not answered for "
            + limit.toSeconds()
            + " s: "
            + last.getMessage()
            + "; see that its web dyno runs and read its log",
        true,
        last);
  }

  static ProblemException refused(Throwable last) {
    return problem(
        REFUSED, "The agent refuses the master", String.valueOf(last.getMessage()), false, last);
  }

  static ProblemException notUnderstood(String detail) {
    return new Problem(
            502,
            NOT_UNDERSTOOD,
            "The agent's answer is not understood",
            detail + ": deploy the same version to both apps",
            false)
        .asException();
  }

  private static ProblemException problem(
      String code, String title, String detail, boolean retryable, Throwable cause) {
    ProblemException problem = new Problem(502, code, title, detail, retryable).asException();
    problem.initCause(cause);
    return problem;
  }
}
