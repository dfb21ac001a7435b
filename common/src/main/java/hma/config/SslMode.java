package hma.config;

/**
 * How much TLS a database connection demands, as libpq's <a
 * href="https://www.postgresql.org/docs/current/libpq-ssl.html">sslmode</a>; the opportunistic
 * modes {@code allow} and {@code prefer} are not offered, they promise nothing.
 */
public enum SslMode {
  /** No TLS: for a database on loopback only. */
  DISABLE,
  /**
   * TLS with any certificate: Heroku's default, whose certificates do not chain to a public root.
   */
  REQUIRE,
  /** TLS with a certificate that chains to a given root. */
  VERIFY_CA,
  /** As {@link #VERIFY_CA}, and the certificate names the host. */
  VERIFY_FULL
}
