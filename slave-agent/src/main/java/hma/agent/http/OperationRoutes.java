package hma.agent.http;

import hma.agent.session.Session;
import hma.agent.session.Sessions;
import hma.agent.work.DatabaseCommands;
import hma.agent.work.Operations;
import hma.protocol.AgentProblems;
import hma.protocol.DatabaseCommand;
import hma.protocol.SessionCommand;
import hma.protocol.SiteCommand;
import hma.protocol.SiteResult;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/** Hands commands in and asks what became of them. */
final class OperationRoutes {
  private final DatabaseCommands commands;
  private final Operations operations;
  private final Sessions sessions;
  private final Patience patience;

  OperationRoutes(
      DatabaseCommands commands, Operations operations, Sessions sessions, Patience patience) {
    this.commands = commands;
    this.operations = operations;
    this.sessions = sessions;
    this.patience = patience;
  }

  /** {@code PUT} outside any session. */
  Future<Answer> submit(RoutingContext context) {
    String id = Requests.operation(context);
    String content = Requests.contentDigest(context);
    return switch (Requests.content(context, SiteCommand.class)) {
      case DatabaseCommand command ->
          answer(operations.submit(id, content, () -> commands.run(command)));
      case SessionCommand command ->
          throw AgentProblems.outOfOrder(
              "this command is about what a session holds open: send it to a session's path");
    };
  }

  /** {@code PUT} in a session. */
  Future<Answer> submitInSession(RoutingContext context) {
    Session session = sessions.get(Requests.session(context));
    String id = Requests.operation(context);
    String content = Requests.contentDigest(context);
    return switch (Requests.content(context, SiteCommand.class)) {
      case SessionCommand command -> answer(session.submit(id, content, command));
      case DatabaseCommand command ->
          throw AgentProblems.outOfOrder(
              "this command is not about what a session holds open: send it to /v1/operations");
    };
  }

  /** {@code GET} outside any session. */
  Future<Answer> poll(RoutingContext context) {
    return answer(operations.find(Requests.operation(context)));
  }

  /** {@code GET} in a session. */
  Future<Answer> pollInSession(RoutingContext context) {
    Session session = sessions.get(Requests.session(context));
    return answer(session.find(Requests.operation(context)));
  }

  private Future<Answer> answer(Future<SiteResult> result) {
    return patience.await(result, Answer.Done::new);
  }
}
