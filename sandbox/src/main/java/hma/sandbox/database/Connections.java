package hma.sandbox.database;

import hma.config.DatabaseUrl;
import hma.config.InvalidDatabaseUrl;
import hma.config.Secret;
import hma.postgres.DatabaseUnreachable;
import hma.postgres.Postgres;
import hma.sandbox.database.EmbeddedDatabase.ServerPlan;
import hma.workflow.Awaiting;
import hma.workflow.TimeLimitExceeded;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;

/** The few statements that the sandbox itself sends. */
final class Connections {
  private static final Duration LIMIT = Duration.ofSeconds(15);

  private static final String END_SESSIONS =
      """
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = $1 AND application_name LIKE $2\
      """;

  private Connections() {}

  /** Whether a session can be opened. */
  static boolean answers(Vertx vertx, Secret url) {
    try {
      Awaiting.await(open(vertx, url).close(), LIMIT, "closing a session");
      return true;
    } catch (DatabaseUnreachable | TimeLimitExceeded notYet) {
      return false;
    }
  }

  /** Throws an {@link IllegalStateException} that says why a database that was given is no use. */
  static void check(Vertx vertx, String option, Secret url) {
    try {
      Awaiting.await(open(vertx, url).close(), LIMIT, "closing a session");
    } catch (InvalidDatabaseUrl | DatabaseUnreachable | TimeLimitExceeded refused) {
      throw new IllegalStateException(option + ": " + refused.getMessage(), refused);
    }
  }

  /** Names and the password are made by the sandbox: letters, digits and underscores. */
  static void makeOwnerAndDatabase(Vertx vertx, ServerPlan plan) {
    PgConnection superuser = open(vertx, plan.superuserUrl());
    run(
        superuser,
        "CREATE ROLE \"%s\" LOGIN NOSUPERUSER NOREPLICATION NOCREATEDB NOCREATEROLE PASSWORD '%s'"
            .formatted(plan.owner(), plan.ownerPassword().reveal()));
    run(superuser, "CREATE DATABASE \"%s\" OWNER \"%s\"".formatted(plan.name(), plan.owner()));
    Awaiting.await(superuser.close(), LIMIT, "closing a session");
  }

  /** Ends the sessions of these applications on the owner's database; says how many. */
  static int endSessions(Vertx vertx, ServerPlan plan, String applications) {
    PgConnection superuser = open(vertx, plan.superuserUrl());
    try {
      Tuple whose = Tuple.of(plan.name(), applications);
      return Awaiting.await(
              superuser.preparedQuery(END_SESSIONS).execute(whose), LIMIT, "ending sessions")
          .size();
    } finally {
      superuser.close();
    }
  }

  private static void run(PgConnection connection, String statement) {
    Awaiting.await(connection.query(statement).execute(), LIMIT, "making the owner's database");
  }

  private static PgConnection open(Vertx vertx, Secret url) {
    Postgres postgres = Postgres.of(vertx, DatabaseUrl.parse(url.reveal()), "sandbox");
    return Awaiting.await(postgres.connect(), LIMIT, "connecting to the database");
  }
}
