package hma.postgres;

import static hma.postgres.CopyTestSupport.await;
import static hma.postgres.CopyTestSupport.failure;
import static org.assertj.core.api.Assertions.assertThat;

import hma.config.DatabaseUrl;
import hma.config.Secret;
import hma.config.SslMode;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 17, 18})
  void pinsTheSessionAgainstTheRolesOwnDefaults(int major) {
    // Given
    DatabaseUrl database = TestPostgres.shared(major).newDatabase();
    String alter = "ALTER ROLE " + Identifiers.quote(database.user()) + " SET ";
    Sql.execute(
        database,
        alter + "search_path = public",
        alter + "DateStyle = 'SQL, DMY'",
        alter + "IntervalStyle = iso_8601",
        alter + "TimeZone = 'Asia/Tokyo'",
        alter + "extra_float_digits = 0",
        alter + "bytea_output = escape",
        alter + "xmloption = document",
        alter + "row_security = on",
        alter + "array_nulls = off",
        alter + "synchronize_seqscans = on",
        alter + "enable_seqscan = off",
        alter + "statement_timeout = '1min'",
        alter + "lock_timeout = '1min'",
        alter + "idle_in_transaction_session_timeout = '1min'",
        alter + "standard_conforming_strings = off");

    // When
    PgConnection connection = await(Postgres.of(vertx, database, "hma/test").connect());

    // Then
    assertThat(settings(connection))
        .containsEntry("search_path", "\"\"")
        .containsEntry("DateStyle", "ISO, DMY")
        .containsEntry("IntervalStyle", "postgres")
        .containsEntry("TimeZone", "UTC")
        .containsEntry("extra_float_digits", "3")
        .containsEntry("bytea_output", "hex")
        .containsEntry("lc_monetary", "C")
        .containsEntry("client_encoding", "UTF8")
        .containsEntry("xmloption", "content")
        .containsEntry("row_security", "off")
        .containsEntry("array_nulls", "on")
        .containsEntry("synchronize_seqscans", "off")
        .containsEntry("enable_seqscan", "on")
        .containsEntry("statement_timeout", "0")
        .containsEntry("lock_timeout", "10000")
        .containsEntry("idle_in_transaction_session_timeout", "0")
        .containsEntry("standard_conforming_strings", "on")
        .containsEntry("application_name", "hma/test");
    assertThat(settings(connection).get("transaction_timeout")).isEqualTo(major < 17 ? null : "0");
  }

  @Test
  void alwaysSaysWhoItIs() {
    // Given
    DatabaseUrl database = TestPostgres.shared().newDatabase();

    // When
    PgConnection connection = await(Postgres.of(vertx, database, "journal").connect());

    // Then
    assertThat(settings(connection)).containsEntry("application_name", "hma/journal");
  }

  @Test
  void givesEachConnectionOfAVirtualThreadAnEventLoopInTurn() {
    // Given
    Postgres postgres = Postgres.of(vertx, TestPostgres.shared().newDatabase(), "hma/test");

    // When
    PgConnection first = await(postgres.connect());
    PgConnection second = await(postgres.connect());

    // Then
    assertThat(threadOf(first)).isNotEqualTo(threadOf(second));
  }

  @Test
  void namesAWrongPasswordsRemedyAndNotThePassword() {
    // Given
    DatabaseUrl database = TestPostgres.shared().newDatabase();
    DatabaseUrl wrong = with(database, database.database(), Secret.of("not-the-password"));

    // When
    Throwable failure = failure(Postgres.of(vertx, wrong, "test").connect());

    // Then
    assertThat(failure)
        .isInstanceOf(DatabaseUnreachable.class)
        .hasMessageContaining("database \"" + database.database() + "\"")
        .hasMessageContaining(database.host() + ":" + database.port())
        .hasMessageContaining("user \"" + database.user() + "\"")
        .hasMessageContaining("(28P01)")
        .hasMessageContaining("check user, password");
    assertThat(failure.toString()).doesNotContain("not-the-password");
  }

  @Test
  void namesADatabaseThatDoesNotExist() {
    // Given
    DatabaseUrl database = TestPostgres.shared().newDatabase();
    DatabaseUrl wrong = with(database, "nowhere", database.password());

    // When
    Throwable failure = failure(Postgres.of(vertx, wrong, "test").connect());

    // Then
    assertThat(failure)
        .isInstanceOf(DatabaseUnreachable.class)
        .hasMessageContaining("database \"nowhere\" does not exist (3D000)")
        .hasMessageContaining("check the database's name");
  }

  @Test
  void namesAServerThatDoesNotRun() throws IOException {
    // Given
    int freePort;
    try (ServerSocket socket = new ServerSocket(0)) {
      freePort = socket.getLocalPort();
    }

    // When
    Throwable failure = failure(Postgres.of(vertx, at(freePort), "test").connect());

    // Then
    assertThat(failure)
        .isInstanceOf(DatabaseUnreachable.class)
        .hasMessageContaining("127.0.0.1:" + freePort)
        .hasMessageContaining("check that the server runs");
  }

  @Test
  void givesUpOnAServerThatDoesNotAnswer() {
    // Given
    NetServer silent =
        await(vertx.createNetServer().connectHandler(socket -> {}).listen(0, "127.0.0.1"));

    // When
    Postgres postgres = Postgres.of(vertx, at(silent.actualPort()), "test", Duration.ofMillis(200));
    Throwable failure = failure(postgres.connect());

    // Then
    assertThat(failure)
        .isInstanceOf(DatabaseUnreachable.class)
        .hasMessageContaining("check that the server answers");
  }

  @Test
  void encryptsWithoutCheckingTheCertificateWhereTlsIsRequired() {
    // Given
    DatabaseUrl database = TestPostgres.tls().newDatabase();

    // When
    PgConnection connection = await(Postgres.of(vertx, database, "test").connect());

    // Then
    assertThat(connection.isSSL()).isTrue();
  }

  @Test
  void acceptsACertificateOfTheGivenRoot() {
    // Given
    TestPostgres server = TestPostgres.tls();
    DatabaseUrl database = server.newDatabase();
    Optional<java.nio.file.Path> root = Optional.of(server.certificate());

    for (SslMode mode : new SslMode[] {SslMode.VERIFY_CA, SslMode.VERIFY_FULL}) {
      // When
      DatabaseUrl address = host("localhost", TestPostgres.with(database, mode, root));
      PgConnection connection = await(Postgres.of(vertx, address, "test").connect());

      // Then
      assertThat(connection.isSSL()).isTrue();
    }
  }

  @Test
  void checksTheCertificatesHostOnlyWhereAllIsVerified() {
    // Given
    TestPostgres server = TestPostgres.tls();
    DatabaseUrl database = server.newDatabase();
    Optional<java.nio.file.Path> root = Optional.of(server.certificate());

    // When
    DatabaseUrl authority = TestPostgres.with(database, SslMode.VERIFY_CA, root);
    DatabaseUrl full = TestPostgres.with(database, SslMode.VERIFY_FULL, root);

    // Then
    assertThat(await(Postgres.of(vertx, authority, "test").connect()).isSSL()).isTrue();
    assertThat(failure(Postgres.of(vertx, full, "test").connect()))
        .isInstanceOf(DatabaseUnreachable.class)
        .hasMessageContaining("check sslmode and sslrootcert");
  }

  @Test
  void refusesACertificateOfAnUnknownRoot() {
    // Given
    DatabaseUrl database = TestPostgres.tls().newDatabase();
    DatabaseUrl verified =
        host("localhost", TestPostgres.with(database, SslMode.VERIFY_FULL, Optional.empty()));

    // When
    Throwable failure = failure(Postgres.of(vertx, verified, "test").connect());

    // Then
    assertThat(failure)
        .isInstanceOf(DatabaseUnreachable.class)
        .hasMessageContaining("check sslmode and sslrootcert");
  }

  @Test
  void tellsWhereTlsIsRequiredAndTheServerHasNone() {
    // Given
    DatabaseUrl database = TestPostgres.shared().newDatabase();
    DatabaseUrl required = TestPostgres.with(database, SslMode.REQUIRE, Optional.empty());

    // When
    Throwable failure = failure(Postgres.of(vertx, required, "test").connect());

    // Then
    assertThat(failure)
        .isInstanceOf(DatabaseUnreachable.class)
        .hasMessageContaining("check sslmode and sslrootcert");
  }

  private static Map<String, String> settings(PgConnection connection) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (Row row : await(connection.query("SELECT name, setting FROM pg_settings").execute())) {
      settings.put(row.getString(0), row.getString(1));
    }
    return settings;
  }

  private static String threadOf(PgConnection connection) {
    return await(
        connection.query("SELECT 1").execute().map(rows -> Thread.currentThread().getName()));
  }

  private static DatabaseUrl at(int port) {
    return new DatabaseUrl(
        "127.0.0.1", port, "d", "u", Secret.of("p"), SslMode.DISABLE, Optional.empty());
  }

  private static DatabaseUrl with(DatabaseUrl address, String database, Secret password) {
    return new DatabaseUrl(
        address.host(),
        address.port(),
        database,
        address.user(),
        password,
        address.sslMode(),
        address.sslRootCertificate());
  }

  private static DatabaseUrl host(String host, DatabaseUrl address) {
    return new DatabaseUrl(
        host,
        address.port(),
        address.database(),
        address.user(),
        address.password(),
        address.sslMode(),
        address.sslRootCertificate());
  }
}
