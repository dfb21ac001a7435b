package hma.master.agent;

import hma.protocol.AgentProblems;
import hma.protocol.Message;
import hma.protocol.ProblemException;
import hma.protocol.SiteCommand;
import hma.protocol.SiteResult;
import hma.signing.SignedResponse;
import io.vertx.core.http.HttpMethod;
import java.util.UUID;

/** Hands commands in as operations and waits until they have ended. */
final class AgentOperations {
  private final AgentCalls calls;

  AgentOperations(AgentCalls calls) {
    this.calls = calls;
  }

  /** An id that no other operation has. */
  static String newId() {
    return UUID.randomUUID().toString();
  }

  /**
   * Runs a command; blocks.
   *
   * @param path of the operation, its id in it
   * @param answer what the command gives when it succeeds
   * @throws ProblemException why the command failed, as the other side threw it
   */
  <T extends SiteResult> T run(String path, SiteCommand command, Class<T> answer) {
    SiteResult result = outcome(path, command);
    if (result instanceof SiteResult.Failed(var problem)) {
      throw problem.asException();
    }
    if (!answer.isInstance(result)) {
      throw AgentUnreachable.notUnderstood(
          command.getClass().getSimpleName()
              + " was answered with "
              + result.getClass().getSimpleName());
    }
    return answer.cast(result);
  }

  private SiteResult outcome(String path, SiteCommand command) {
    AgentRequest submission = AgentRequest.of(HttpMethod.PUT, path, command);
    AgentRequest question = AgentRequest.of(HttpMethod.GET, path);
    SignedResponse answer = calls.exchange(submission);
    while (AgentCalls.isPending(answer)) {
      answer = ask(question, submission);
    }
    return content(answer, SiteResult.class);
  }

  /** An agent that has restarted has forgotten the operation, not its effect: repeating is safe. */
  private SignedResponse ask(AgentRequest question, AgentRequest submission) {
    try {
      return calls.exchange(question);
    } catch (ProblemException problem) {
      if (!problem.problem().code().equals(AgentProblems.UNKNOWN_OPERATION)) {
        throw problem;
      }
      return calls.exchange(submission);
    }
  }

  /** The record in an answer. */
  static <T> T content(SignedResponse answer, Class<T> type) {
    try {
      return new Message(answer.contentType(), answer.body().getBytes()).as(type);
    } catch (ProblemException unreadable) {
      throw AgentUnreachable.notUnderstood(
          "an answer is no " + type.getSimpleName() + ", " + unreadable.problem().detail());
    }
  }
}
