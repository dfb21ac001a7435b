package hma.sync;

import static hma.sync.TwoSites.CLAIM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hma.postgres.Sql;
import hma.protocol.ClientSession;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** The sessions of workers and people, apart from HMA's and the provider's. */
class SessionsTest {
  private final TwoSites sites = TwoSites.create();

  @AfterEach
  void close() {
    sites.close();
  }

  @Test
  void seesAndEndsTheSessionsOfOthersOnly() throws Exception {
    // Given
    sites.both("CREATE TABLE t (id integer PRIMARY KEY)");
    try (Connection worker = Sql.connect(sites.sourceDatabase());
        Connection provider = Sql.connect(sites.sourceAsSuperuser());
        Source own = sites.source().openSource(CLAIM, sites.plan())) {
      int pid = worker.unwrap(PGConnection.class).getBackendPID();

      // When
      List<ClientSession> sessions = sites.source().sessions();
      int ended = sites.source().terminateSessions();

      // Then
      assertThat(sessions)
          .singleElement()
          .satisfies(session -> {
            assertThat(session.pid()).isEqualTo(pid);
            assertThat(session.role()).isEqualTo(sites.sourceDatabase().user());
            assertThat(session.application()).isEqualTo("test");
            assertThat(session.state()).isEqualTo("idle");
            assertThat(session.since()).isBefore(Instant.now().plusSeconds(60));
          });
      assertThat(ended).isEqualTo(1);
      await().untilAsserted(() -> assertThat(sites.source().sessions()).isEmpty());
      assertThat(worker.isValid(5)).isFalse();
      assertThat(provider.isValid(5)).isTrue();
      assertThat(own.sequences()).isEmpty();
    }
  }

  @Test
  void seesASessionThatItMayNotEndAndLeavesIt() throws Exception {
    // Given
    String other = sites.role("other").replace("\"", "");
    Sql.execute(sites.sourceAsSuperuser(), "ALTER ROLE \"%s\" PASSWORD 'secret'".formatted(other));
    var address = sites.sourceDatabase();
    var asOther =
        new hma.config.DatabaseUrl(
            address.host(),
            address.port(),
            address.database(),
            other,
            hma.config.Secret.of("secret"),
            address.sslMode(),
            address.sslRootCertificate());
    try (Connection session = Sql.connect(asOther)) {

      // When
      int ended = sites.source().terminateSessions();

      // Then
      assertThat(ended).isZero();
      assertThat(session.isValid(5)).isTrue();
      assertThat(sites.source().sessions())
          .singleElement()
          .satisfies(seen -> assertThat(seen.role()).isEqualTo(other));
    }
  }

  @Test
  void seesNoSessionOfAnotherDatabase() throws Exception {
    try (Connection elsewhere = Sql.connect(sites.targetDatabase())) {
      // When
      List<ClientSession> sessions = sites.source().sessions();

      // Then
      assertThat(sessions).isEmpty();
      assertThat(elsewhere.isValid(5)).isTrue();
    }
  }
}
