package hma.agent.http;

import hma.agent.session.ExportChunk;
import hma.agent.session.Session;
import hma.agent.session.Sessions;
import hma.protocol.ExportEnd;
import hma.protocol.SessionOpening;
import hma.protocol.SiteResult;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/** Opens, keeps and drops sessions, and moves the rows that stream through them. */
final class SessionRoutes {
  private final Sessions sessions;
  private final Patience patience;

  SessionRoutes(Sessions sessions, Patience patience) {
    this.sessions = sessions;
    this.patience = patience;
  }

  /** {@code POST} of a session. */
  Future<Answer> open(RoutingContext context) {
    SessionOpening opening = Requests.content(context, SessionOpening.class);
    sessions.open(Requests.session(context), opening.switchover());
    return done();
  }

  /** {@code GET} of a session: says that the master still wants it. */
  Future<Answer> keep(RoutingContext context) {
    sessions.get(Requests.session(context));
    return done();
  }

  /** {@code DELETE} of a session. */
  Future<Answer> drop(RoutingContext context) {
    return patience.await(
        sessions.drop(Requests.session(context)),
        dropped -> new Answer.Done(new SiteResult.Done()));
  }

  /** {@code GET} of an export's chunk. */
  Future<Answer> exported(RoutingContext context) {
    Session session = sessions.get(Requests.session(context));
    Future<ExportChunk> chunk =
        session.exported(Requests.operation(context), Requests.chunk(context));
    return patience.await(chunk, SessionRoutes::answer);
  }

  /** {@code PUT} of an import's chunk. */
  Future<Answer> imported(RoutingContext context) {
    Session session = sessions.get(Requests.session(context));
    Future<Void> written =
        session.imported(
            Requests.operation(context), Requests.chunk(context), Requests.body(context));
    return patience.await(written, done -> new Answer.Done(new SiteResult.Done()));
  }

  private static Answer answer(ExportChunk chunk) {
    return switch (chunk) {
      case ExportChunk.Rows(var bytes) -> new Answer.Rows(bytes);
      case ExportChunk.End(long rows) -> new Answer.Done(new ExportEnd(rows));
    };
  }

  private static Future<Answer> done() {
    return Future.succeededFuture(new Answer.Done(new SiteResult.Done()));
  }
}
