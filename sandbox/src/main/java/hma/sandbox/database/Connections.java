package hma.sandbox.database;

import hma.config.Secret;
import hma.sandbox.database.EmbeddedDatabase.ServerPlan;
import hma.workflow.Awaiting;
import hma.workflow.TimeLimitExceeded;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.SslMode;
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
    } catch (Exception notYet) {
      return false;
    }
  }

  static void check(Vertx vertx, String option, Secret url) {
    try {
      Awaiting.await(open(vertx, url).close(), LIMIT, "closing a session");
    } catch (TimeLimitExceeded | IllegalArgumentException own) {
      throw new IllegalStateException(option + ": " + own.getMessage(), own);
    } catch (Exception refused) {
      throw new IllegalStateException(
          option + ": the database cannot be used: " + refused.getMessage(), refused);
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
    return Awaiting.await(
        PgConnection.connect(vertx, options(url)), LIMIT, "connecting to the database");
  }

  private static PgConnectOptions options(Secret url) {
    PgConnectOptions options;
    try {
      options = PgConnectOptions.fromUri(url.reveal());
    } catch (RuntimeException malformed) {
      // The cause is left out: its message holds the URL with the password.
      throw new IllegalArgumentException(
          "not a URL of the form postgres://user:password@host:5432/database");
    }
    if (options.getSslMode() != SslMode.DISABLE) {
      options.setSslOptions(new ClientSSLOptions().setTrustAll(true));
    }
    return options;
  }
}
