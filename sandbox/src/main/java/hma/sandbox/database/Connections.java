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
import java.time.Duration;

/** The few statements that the sandbox itself sends. */
final class Connections {
  private static final Duration LIMIT = Duration.ofSeconds(15);

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

  private static void run(PgConnection connection, String statement) {
    Awaiting.await(connection.query(statement).execute(), LIMIT, "making the owner's database");
  }

  private static PgConnection open(Vertx vertx, Secret url) {
    Postgres postgres = Postgres.of(vertx, DatabaseUrl.parse(url.reveal()), "sandbox");
    return Awaiting.await(postgres.connect(), LIMIT, "connecting to the database");
  }
}
