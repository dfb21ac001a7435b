package hma.postgres;

import io.vertx.core.Handler;
import io.vertx.pgclient.PgNotice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Logs what a server says beside its answers, as loud as it means it: of the severities of <a
 * href="https://www.postgresql.org/docs/current/runtime-config-logging.html#RUNTIME-CONFIG-SEVERITY-LEVELS">PostgreSQL,
 * 19.8</a> only {@code WARNING} is for people; that a table exists already is not. Detail and
 * context are left out, they may quote rows.
 */
final class Notices implements Handler<PgNotice> {
  private static final Logger log = LoggerFactory.getLogger(Notices.class);

  private static final String WARNING = "WARNING";

  private final String database;

  /** Of the connections to a database. */
  Notices(String database) {
    this.database = database;
  }

  @Override
  public void handle(PgNotice notice) {
    log.atLevel(level(notice))
        .addKeyValue("database", database)
        .addKeyValue("severity", notice.getSeverity())
        .addKeyValue("code", notice.getCode())
        .log(notice.getMessage());
  }

  /** The severity is in the server's language; class 01 is a warning in each. */
  private static Level level(PgNotice notice) {
    String code = notice.getCode();
    boolean warning =
        WARNING.equals(notice.getSeverity()) || (code != null && code.startsWith("01"));
    return warning ? Level.WARN : Level.DEBUG;
  }
}
