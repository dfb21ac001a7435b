package hma.postgres;

import hma.config.DatabaseUrl;

/**
 * No connection to a database could be opened. The message names host, port, database, user and the
 * remedy, never the password.
 */
public final class DatabaseUnreachable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DatabaseUnreachable(DatabaseUrl address, Throwable cause) {
    super(message(address, cause), cause);
  }

  private static String message(DatabaseUrl address, Throwable cause) {
    return "cannot connect to database \"%s\" on %s:%d as user \"%s\": %s; %s"
        .formatted(
            address.database(),
            address.host(),
            address.port(),
            address.user(),
            ConnectFailure.reason(cause),
            ConnectFailure.remedy(cause));
  }
}
