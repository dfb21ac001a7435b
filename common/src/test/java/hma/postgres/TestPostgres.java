package hma.postgres;

import hma.config.DatabaseUrl;
import hma.config.Secret;
import hma.config.SslMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A real PostgreSQL server for tests, from the first of: {@code HMA_TEST_POSTGRES_URL} (of a
 * superuser), Testcontainers where an engine answers, embedded PostgreSQL. It says on standard
 * error which it is, and is gone when the JVM ends.
 */
public final class TestPostgres {
  private static final int DEFAULT_MAJOR = 17;
  private static final Map<String, TestPostgres> SERVERS = new ConcurrentHashMap<>();

  private final TestServer server;

  private TestPostgres(TestServer server) {
    this.server = server;
    System.err.printf("hma tests: %s%n", server.description());
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop PostgreSQL"));
  }

  /** The JVM's one server of the default version, 17 unless the environment names a server. */
  public static TestPostgres shared() {
    return TestServer.isGivenByEnvironment()
        ? SERVERS.computeIfAbsent(
            "environment", any -> new TestPostgres(TestServer.fromEnvironment().orElseThrow()))
        : shared(DEFAULT_MAJOR);
  }

  /**
   * The JVM's one server of a version.
   *
   * @param major 15, 17 or 18
   */
  public static TestPostgres shared(int major) {
    return SERVERS.computeIfAbsent("" + major, any -> new TestPostgres(TestServer.of(major)));
  }

  /**
   * The JVM's one embedded server that takes TLS connections only, with a self-signed certificate
   * for {@code localhost}. Its addresses carry sslmode require.
   */
  public static TestPostgres tls() {
    return SERVERS.computeIfAbsent(
        "tls", any -> new TestPostgres(EmbeddedServer.tls(DEFAULT_MAJOR)));
  }

  /** The server's major version. */
  public int major() {
    return server.major();
  }

  /** The root of the certificate that {@link #tls()} shows. */
  public Path certificate() {
    return server.certificate().orElseThrow();
  }

  /**
   * A new, empty database, owned by a new role that may do nothing but log in, as on Heroku.
   *
   * @return the database's address with that role and its password
   */
  public DatabaseUrl newDatabase() {
    String name = "test_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    String role = "owner_of_" + name;
    String password = UUID.randomUUID().toString();
    Sql.execute(
        administrator(),
        "SET password_encryption = 'scram-sha-256'",
        """
        CREATE ROLE %s LOGIN NOSUPERUSER NOREPLICATION NOCREATEDB NOCREATEROLE
        PASSWORD %s\
        """
            .formatted(Identifiers.quote(role), Identifiers.literal(password)),
        "CREATE DATABASE %s OWNER %s".formatted(name, role),
        "GRANT CONNECT ON DATABASE %s TO %s".formatted(name, role));
    server.created(name, role);
    return at(name, role, Secret.of(password));
  }

  /** The address of the server's own database, as a superuser. */
  public DatabaseUrl administrator() {
    return server.administrator();
  }

  /** The address of a database of this server, as a superuser. */
  public DatabaseUrl administrator(DatabaseUrl database) {
    DatabaseUrl administrator = administrator();
    return at(database.database(), administrator.user(), administrator.password());
  }

  /** The server's address with sslmode, database and role exchanged. */
  private DatabaseUrl at(String database, String user, Secret password) {
    DatabaseUrl server = administrator();
    return new DatabaseUrl(
        server.host(),
        server.port(),
        database,
        user,
        password,
        server.sslMode(),
        server.sslRootCertificate());
  }

  /** The same address with another demand for TLS. */
  public static DatabaseUrl with(DatabaseUrl address, SslMode mode, Optional<Path> root) {
    return new DatabaseUrl(
        address.host(),
        address.port(),
        address.database(),
        address.user(),
        address.password(),
        mode,
        root);
  }

  /** The versions that every test of data has to hold on. */
  public static List<Integer> majors() {
    return List.of(15, 17, 18);
  }
}
