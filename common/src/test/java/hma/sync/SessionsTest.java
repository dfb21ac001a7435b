package hma.sync;

import static hma.sync.TwoSites.CLAIM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hma.postgres.Sql;
import hma.protocol.Activity;
import hma.protocol.ClientSession;
import hma.protocol.ProblemException;
import hma.protocol.Writers;
import io.vertx.core.Future;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
        Source own = sites.source().openSource(CLAIM, sites.plan(), Writers.STOPPED)) {
      int pid = worker.unwrap(PGConnection.class).getBackendPID();

      // When
      List<ClientSession> sessions = sites.source().activity().sessions();
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
      await().untilAsserted(() -> assertThat(sites.source().activity().sessions()).isEmpty());
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
      assertThat(sites.source().activity().sessions())
          .singleElement()
          .satisfies(seen -> assertThat(seen.role()).isEqualTo(other));
    }
  }

  @Test
  void seesNoSessionOfAnotherDatabase() throws Exception {
    try (Connection elsewhere = Sql.connect(sites.targetDatabase())) {
      // When
      List<ClientSession> sessions = sites.source().activity().sessions();

      // Then
      assertThat(sessions).isEmpty();
      assertThat(elsewhere.isValid(5)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 17, 18})
  void countsALogInThatNoLookCouldSee(int version) throws Exception {
    try (TwoSites both = TwoSites.across(version, version)) {
      // Given
      Activity before = both.source().activity();

      // When
      Sql.connect(both.sourceDatabase()).close();
      Sql.connect(both.sourceDatabase()).close();

      // Then
      Activity after = both.source().activity();
      assertThat(after.provesNoLogInSince(before)).isFalse();
      assertThat(after.counter()).isEqualTo(before.counter());
      assertThat(after.logIns() - before.logIns()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 17, 18})
  void doesNotTakeItsOwnLogInsForThoseOfOthers(int version) {
    try (TwoSites both = TwoSites.across(version, version)) {
      // Given
      both.both("CREATE TABLE t (id integer PRIMARY KEY)");
      Activity before = both.source().activity();

      // When
      both.source().state();
      both.source().fence(CLAIM, both.plan());
      both.source().openSource(CLAIM, both.plan(), Writers.STOPPED).close();
      both.source().terminateSessions();

      // Then
      assertThat(both.source().activity().provesNoLogInSince(before)).isTrue();
    }
  }

  @Test
  void hidesNoLogInBehindItsOwn() throws Exception {
    // Given
    AtomicBoolean over = new AtomicBoolean();
    Future<Integer> own =
        sites.start(() -> {
          int opened = 0;
          while (!over.get()) {
            sites.source().state();
            opened++;
          }
          return opened;
        });

    // When
    List<Integer> hidden = new ArrayList<>();
    for (int round = 0; round < 50; round++) {
      Activity before = sites.source().activity();
      Sql.connect(sites.sourceDatabase()).close();
      if (sites.source().activity().provesNoLogInSince(before)) {
        hidden.add(round);
      }
    }
    over.set(true);

    // Then
    assertThat(hidden).isEmpty();
    assertThat(own.toCompletionStage().toCompletableFuture().get()).isPositive();
    Activity before = sites.source().activity();
    assertThat(sites.source().activity().provesNoLogInSince(before)).isTrue();
  }

  @Test
  void knowsNothingOfTheTimeBeforeAResetOfTheStatistics() {
    // Given
    Activity before = sites.source().activity();

    // When
    Sql.execute(sites.sourceAsSuperuser(), "SELECT pg_stat_reset()");

    // Then
    assertThat(sites.source().activity().counter()).isNotEqualTo(before.counter());
  }

  @Test
  void knowsNothingOfWhatAnotherProcessCounted() {
    // Given
    Activity before = sites.source().activity();

    // When
    Activity after = sites.impatientSource().activity();

    // Then
    assertThat(after.counter()).isNotEqualTo(before.counter());
    assertThat(after.provesNoLogInSince(before)).isFalse();
  }

  @Test
  void knowsNothingOfTheTimeBeforeALogInOfItsOwnThatFailed() {
    // Given
    Activity before = sites.source().activity();
    String allow = "ALTER DATABASE \"%s\" ALLOW_CONNECTIONS ";
    String database = sites.sourceDatabase().database();

    // When
    Sql.execute(sites.targetAsSuperuser(), (allow + "false").formatted(database));
    assertThatThrownBy(sites.source()::state).isInstanceOf(ProblemException.class);
    Sql.execute(sites.targetAsSuperuser(), (allow + "true").formatted(database));

    // Then
    assertThat(sites.source().activity().provesNoLogInSince(before)).isFalse();
  }
}
