package hma.master.agent;

import hma.protocol.AgentPaths;
import hma.protocol.AgentProblems;
import hma.protocol.ProblemException;
import hma.protocol.SessionCommand;
import hma.protocol.SessionOpening;
import hma.protocol.SiteResult;
import hma.signing.SignedResponse;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session on the agent, kept open by a sign of life now and then: a switchover is silent while it
 * waits for the worker to stop.
 */
final class RemoteSession {
  private static final Logger log = LoggerFactory.getLogger(RemoteSession.class);
  private static final int SUFFIX_LENGTH = 8;

  private final Vertx vertx;
  private final AgentCalls calls;
  private final AgentOperations operations;
  private final String id;
  private final long timer;
  private final AtomicBoolean closed = new AtomicBoolean();

  private RemoteSession(Vertx vertx, AgentCalls calls, String id) {
    this.vertx = vertx;
    this.calls = calls;
    this.operations = new AgentOperations(calls);
    this.id = id;
    this.timer =
        vertx.setPeriodic(calls.patience().keepAlive().toMillis(), tick -> calls.send(keeping(id)));
  }

  /** Opens a session of its own for a part of a switchover. */
  static RemoteSession open(Vertx vertx, AgentCalls calls, String switchover) {
    String attempt = UUID.randomUUID().toString().substring(0, SUFFIX_LENGTH);
    String id = switchover + "-" + attempt;
    calls.exchange(
        AgentRequest.of(HttpMethod.POST, AgentPaths.session(id), new SessionOpening(switchover)));
    return new RemoteSession(vertx, calls, id);
  }

  String id() {
    return id;
  }

  AgentCalls calls() {
    return calls;
  }

  /** Runs a command that gives nothing but its success. */
  void run(SessionCommand command) {
    ask(command, SiteResult.Done.class);
  }

  /** Runs a command. */
  <T extends SiteResult> T ask(SessionCommand command, Class<T> answer) {
    return ask(AgentOperations.newId(), command, answer);
  }

  /** Runs a command under an id that is used further. */
  <T extends SiteResult> T ask(String operation, SessionCommand command, Class<T> answer) {
    return operations.run(AgentPaths.operation(id, operation), command, answer);
  }

  /**
   * Hands in a command that ends something, and does not wait for it: the commands of a session run
   * one after the other. Never throws; what isn't ended now ends with the session.
   */
  void end(SessionCommand ending) {
    String path = AgentPaths.operation(id, AgentOperations.newId());
    try {
      calls.exchangeFarewell(AgentRequest.of(HttpMethod.PUT, path, ending));
    } catch (ProblemException problem) {
      log.atDebug()
          .addKeyValue("session", id)
          .addKeyValue("reason", problem.problem().detail())
          .log("Something is left to the session's end");
    }
  }

  /**
   * Drops the session and with it what it holds open; never throws. An agent that can't be reached
   * drops it by itself.
   */
  void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    vertx.cancelTimer(timer);
    try {
      drop();
    } catch (ProblemException problem) {
      if (!isGone(problem)) {
        log.atWarn()
            .addKeyValue("session", id)
            .addKeyValue("reason", problem.problem().detail())
            .log("The agent has to drop a session by itself");
      }
    }
  }

  private void drop() {
    long end = System.nanoTime() + calls.patience().farewell().toNanos();
    AgentRequest request = AgentRequest.of(HttpMethod.DELETE, AgentPaths.session(id));
    SignedResponse answer = calls.exchangeFarewell(request);
    while (AgentCalls.isPending(answer) && System.nanoTime() < end) {
      answer = calls.exchangeFarewell(request);
    }
  }

  private static boolean isGone(ProblemException problem) {
    String code = problem.problem().code();
    return code.equals(AgentProblems.UNKNOWN_SESSION) || code.equals(AgentProblems.SESSION_DROPPED);
  }

  private static AgentRequest keeping(String id) {
    return AgentRequest.of(HttpMethod.GET, AgentPaths.session(id));
  }
}
