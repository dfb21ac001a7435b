package hma.agent.work;

import hma.protocol.AgentProblems;
import hma.protocol.Problem;
import hma.protocol.ProblemException;
import hma.workflow.InterruptedWorkflow;
import hma.workflow.TimeLimitExceeded;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the other side what a failure is, and the log what the other side need not know. */
public final class Failures {
  private static final Logger log = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  /** The problem that a failure is. */
  public static Problem problem(Throwable failure) {
    return switch (failure) {
      case ProblemException known -> known.problem();
      case TimeLimitExceeded late -> AgentProblems.timeLimit(String.valueOf(late.getMessage()));
      case InterruptedException interrupted -> AgentProblems.interrupted();
      case InterruptedWorkflow interrupted -> AgentProblems.interrupted();
      default -> {
        log.atError().setCause(failure).log("A defect ended a request");
        yield AgentProblems.internal();
      }
    };
  }
}
