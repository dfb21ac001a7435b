package hma.postgres;

import hma.config.DatabaseUrl;
import hma.config.Secret;
import hma.config.SslMode;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** A running server and how to get rid of it. */
interface TestServer extends AutoCloseable {
  String ENVIRONMENT = "HMA_TEST_POSTGRES_URL";

  String description();

  int major();

  DatabaseUrl administrator();

  default Optional<Path> certificate() {
    return Optional.empty();
  }

  /** Tells that a database was created, for servers that outlive the tests. */
  default void created(String database, String role) {}

  @Override
  void close();

  /** A server of a version, wherever it comes from. */
  static TestServer of(int major) {
    return fromEnvironment()
        .filter(server -> server.major() == major)
        .or(() -> ContainerServer.start(major))
        .orElseGet(() -> EmbeddedServer.plain(major));
  }

  /** The server that the environment names. */
  static Optional<TestServer> fromEnvironment() {
    return Optional.ofNullable(System.getenv(ENVIRONMENT)).map(TestServer::external);
  }

  static boolean isGivenByEnvironment() {
    return System.getenv(ENVIRONMENT) != null;
  }

  private static TestServer external(String url) {
    URI uri = URI.create(url);
    String[] user = Optional.ofNullable(uri.getRawUserInfo()).orElse("postgres").split(":", 2);
    String query = Optional.ofNullable(uri.getQuery()).orElse("");
    return new ExternalServer(
        new DatabaseUrl(
            uri.getHost(),
            uri.getPort() < 0 ? 5432 : uri.getPort(),
            decoded(uri.getRawPath().substring(1)),
            decoded(user[0]),
            Secret.of(user.length == 2 ? decoded(user[1]) : ""),
            query.contains("sslmode=require") ? SslMode.REQUIRE : SslMode.DISABLE,
            Optional.empty()));
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
