package hma.sync;

import hma.protocol.Side;

/**
 * The line that brings one side's schema to the other, for people to run.
 *
 * @see <a href="https://www.postgresql.org/docs/current/app-pgdump.html">PostgreSQL, pg_dump</a>
 */
final class SchemaDump {
  private SchemaDump() {}

  /** With the databases' addresses as shell variables, so that it shows no password. */
  static String line(Side from) {
    return ("pg_dump --schema-only --no-owner --no-privileges --exclude-schema=hma"
            + " --exclude-schema=_heroku --exclude-schema=heroku_ext \"%s\""
            + " | psql --set ON_ERROR_STOP=1 --single-transaction \"%s\"")
        .formatted(variable(from), variable(from.other()));
  }

  private static String variable(Side side) {
    return switch (side) {
      case MASTER -> "$MASTER_DATABASE_URL";
      case SLAVE -> "$SLAVE_DATABASE_URL";
    };
  }
}
