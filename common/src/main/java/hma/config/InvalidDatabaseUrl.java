package hma.config;

import java.util.List;

/**
 * A database URL that cannot be used. The message says what is wrong and what to do, and holds no
 * part of the URL: in a malformed one any part may be a piece of the password.
 */
public final class InvalidDatabaseUrl extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  InvalidDatabaseUrl(List<String> problems) {
    super(String.join("; ", problems));
  }
}
