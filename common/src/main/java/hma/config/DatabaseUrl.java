package hma.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The address of one database, as {@code DATABASE_URL} gives it.
 *
 * @param host the server's name or address, without brackets
 * @param port 1 to 65535
 * @param database the database's name, decoded
 * @param user the role's name, decoded
 * @param password the role's password, decoded; empty where the URL has none
 * @param sslMode how much TLS is demanded
 * @param sslRootCertificate a PEM file with the root to verify against
 */
public record DatabaseUrl(
    String host,
    int port,
    String database,
    String user,
    Secret password,
    SslMode sslMode,
    Optional<Path> sslRootCertificate) {
  /** PostgreSQL's own port, where the URL names none. */
  public static final int DEFAULT_PORT = 5432;

  /**
   * Reads a URL of the form {@code postgres://user:password@host:5432/database?sslmode=require}, as
   * <a
   * href="https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS">libpq
   * defines it</a>, {@code postgresql://} included. Several hosts, Unix sockets and the
   * opportunistic TLS modes are refused; so is a connection without TLS that leaves the machine.
   *
   * @throws InvalidDatabaseUrl with everything that is wrong and its remedy, and no part of the URL
   */
  public static DatabaseUrl parse(String url) {
    return new DatabaseUrlParser(url).parse();
  }

  /** Whether the server is on this machine. */
  public boolean loopback() {
    return Loopback.isLoopback(host);
  }

  /** For logs and errors: {@code postgres://user@host:5432/database}, without the password. */
  public String redacted() {
    String printedHost = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return "postgres://" + user + "@" + printedHost + ":" + port + "/" + database;
  }
}
