package hma.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import hma.postgres.Sql;
import hma.protocol.CopyText;
import hma.protocol.ProblemException;
import hma.protocol.UnitChanges;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rounds beside writers: nothing that was committed is missing in the end. */
class RoundsTest {
  private static final int WRITERS = 6;

  private final TwoSites sites = TwoSites.create();

  @BeforeEach
  void createTables() {
    sites.both(
        "CREATE TABLE account (id integer PRIMARY KEY, owner text, rank integer UNIQUE DEFERRABLE INITIALLY DEFERRED)",
        "CREATE TABLE entry (id bigserial PRIMARY KEY, account integer REFERENCES account ON DELETE CASCADE ON UPDATE CASCADE, v text)",
        "CREATE TABLE event (id bigserial, at integer, v text, PRIMARY KEY (at, id)) PARTITION BY RANGE (at)",
        "CREATE TABLE event_old PARTITION OF event FOR VALUES FROM (0) TO (50)",
        "CREATE TABLE event_new PARTITION OF event FOR VALUES FROM (50) TO (100)",
        "CREATE TABLE note (v text)",
        "CREATE TABLE scratch (id serial PRIMARY KEY, v text)");
    sites.onSource(
        "INSERT INTO account SELECT n, 'owner ' || n, n FROM generate_series(1, 200) n",
        "INSERT INTO entry (account, v) SELECT n % 200 + 1, 'v' FROM generate_series(1, 15000) n",
        "INSERT INTO event (at, v) SELECT n % 100, 'v' FROM generate_series(1, 2000) n",
        "ANALYZE");
  }

  @AfterEach
  void close() {
    sites.close();
  }

  @Test
  void loseNothingOfWritersThatNeverStop() throws Exception {
    AtomicBoolean ended = new AtomicBoolean();
    AtomicInteger committed = new AtomicInteger();
    List<Future<Boolean>> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      int seed = i;
      writers.add(sites.start(() -> write(new Random(seed), ended, committed)));
    }
    try (LiveCopy copy = LiveCopy.begin(sites)) {
      // When
      for (int round = 0; round < 12; round++) {
        int before = committed.get();
        await().until(() -> committed.get() > before + 20);
        copy.round(round % 3 == 0 ? 0 : LiveCopy.INLINE);
      }
      copy.finish();

      // Then
      ended.set(true);
      for (Future<Boolean> writer : writers) {
        assertThat(writer.await(60, TimeUnit.SECONDS)).isTrue();
      }
      copy.assertEqual();
    }
  }

  /** Ends when it is refused by the fence. */
  private boolean write(Random random, AtomicBoolean ended, AtomicInteger committed)
      throws SQLException {
    try (Connection connection = Sql.connect(sites.sourceDatabase());
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      while (!ended.get()) {
        try {
          int statements = 1 + random.nextInt(6);
          for (int i = 0; i < statements; i++) {
            statement.execute(next(random));
          }
          if (random.nextInt(10) == 0) {
            connection.rollback();
          } else {
            connection.commit();
            committed.incrementAndGet();
          }
        } catch (SQLException failure) {
          connection.rollback();
          if ("42501".equals(failure.getSQLState())) {
            return true;
          }
          assertThat(failure.getSQLState())
              .as(failure.getMessage())
              .isIn("40P01", "40001", "23505", "23503");
        }
      }
    }
    return true;
  }

  private static String next(Random random) {
    int a = 1 + random.nextInt(200);
    int b = 1 + random.nextInt(200);
    return switch (random.nextInt(100)) {
      case 0 -> "TRUNCATE scratch";
      case 1 -> "INSERT INTO note VALUES ('n%d')".formatted(a);
      case 2 -> "UPDATE account SET id = id + 1000 WHERE id = " + a;
      case 3 -> "DELETE FROM account WHERE id = " + a;
      case 4 -> "UPDATE event SET at = 99 - at WHERE at = " + a % 100;
      case 5 -> "INSERT INTO entry (account, v) SELECT id, 'bulk' FROM account WHERE id < 50";
      case 6 -> "DELETE FROM event_old WHERE at = " + a % 50;
      case 7, 8, 9 ->
          "UPDATE account SET rank = x.rank FROM account x WHERE account.id IN (%1$d, %2$d) AND x.id IN (%1$d, %2$d) AND x.id <> account.id"
              .formatted(a, b);
      default ->
          switch (random.nextInt(5)) {
            case 0 -> "INSERT INTO entry (account, v) SELECT min(id), 'one' FROM account";
            case 1 -> "UPDATE entry SET v = v || 'x' WHERE id = " + a * 3;
            case 2 -> "INSERT INTO event (at, v) VALUES (%d, 'v')".formatted(a % 100);
            case 3 -> "INSERT INTO scratch (v) VALUES ('s')";
            default ->
                "INSERT INTO account VALUES (%1$d, 'again', %1$d + 5000) ON CONFLICT (id) DO UPDATE SET owner = account.owner || 'o'"
                    .formatted(a);
          };
    };
  }

  @Test
  void carryATransactionThatBeganBeforeAndEndsAfterThem() throws Exception {
    try (LiveCopy copy = LiveCopy.begin(sites);
        Connection writer = Sql.connect(sites.sourceDatabase());
        Statement statement = writer.createStatement()) {
      // Given
      writer.setAutoCommit(false);
      statement.execute("UPDATE entry SET v = 'late' WHERE id = 1");
      sites.onSource("UPDATE entry SET v = 'early' WHERE id = 2");

      // When
      List<UnitChanges> first = copy.round(LiveCopy.INLINE);
      writer.commit();
      List<UnitChanges> second = copy.round(LiveCopy.INLINE);

      // Then
      assertThat(first.getFirst().keys()).isEqualTo(1);
      assertThat(second.getFirst().keys()).isEqualTo(1);
      copy.finish();
      copy.assertEqual();
    }
  }

  @Test
  void leaveTheirChangesInTheLogsUnlessTheyAreFinished() {
    try (LiveCopy copy = LiveCopy.begin(sites)) {
      // Given
      sites.onSource("UPDATE entry SET v = 'changed' WHERE id < 10");

      // When
      List<UnitChanges> given = copy.rounds().begin(LiveCopy.INLINE);
      List<UnitChanges> again = copy.rounds().begin(LiveCopy.INLINE);

      // Then
      assertThat(again).isEqualTo(given);
      assertThat(sites.source().backlog(LiveCopy.CLAIM, copy.choice().units()).units())
          .extracting(unit -> unit.keys())
          .containsExactly(9L);
    }
  }

  @Test
  void makeRoomInALogFromWhichManySmallRoundsTookMuch() {
    try (LiveCopy copy = LiveCopy.begin(sites)) {
      for (int round = 0; round < 4; round++) {
        sites.onSource("UPDATE entry SET v = 'changed' WHERE id <= 3000");
        copy.round(LiveCopy.INLINE);
      }
      await()
          .until(() ->
              !Sql.rows(
                      sites.sourceDatabase(),
                      "SELECT relname FROM pg_stat_user_tables WHERE schemaname = 'hma' AND relname LIKE 'capture\\_%' AND vacuum_count > 0")
                  .isEmpty());
      copy.finish();
    }
  }

  @Test
  void countMarksAsWhatTheLogTakes() {
    try (LiveCopy copy = LiveCopy.begin(sites)) {
      long before = bytesLogged(copy);
      sites.onSource("DO 'BEGIN FOR n IN 1..1000 LOOP INSERT INTO note VALUES (n); END LOOP; END'");
      assertThat(bytesLogged(copy)).isGreaterThan(before);
    }
  }

  private long bytesLogged(LiveCopy copy) {
    return sites.source().backlog(LiveCopy.CLAIM, copy.choice().units()).bytes();
  }

  @Test
  void loadAMarkedTableAgainAfterItWasWrittenInTheSameTransaction() {
    try (LiveCopy copy = LiveCopy.begin(sites)) {
      sites.onSource("UPDATE entry SET v = 'changed' WHERE id < 10");
      copy.round(LiveCopy.INLINE);
      sites.onSource(
          "TRUNCATE entry",
          "INSERT INTO entry (account, v) SELECT n % 200 + 1, 'v' FROM generate_series(1, 12000) n");
      assertThat(copy.round(LiveCopy.INLINE)).extracting(UnitChanges::marked).contains(true);
      sites.onSource("UPDATE entry SET v = 'once more' WHERE account < 5");
      copy.round(LiveCopy.INLINE);
      copy.finish();
      copy.assertEqual();
    }
  }

  @Test
  void noticeThatTriggersWereTurnedOffAndOn() {
    try (LiveCopy copy = LiveCopy.begin(sites)) {
      sites.onSource(
          "ALTER TABLE entry DISABLE TRIGGER USER",
          "UPDATE entry SET v = 'not logged' WHERE id = 1",
          "ALTER TABLE entry ENABLE TRIGGER USER");

      ProblemException problem =
          catchThrowableOfType(ProblemException.class, () -> copy.rounds().begin(LiveCopy.INLINE));

      assertThat(problem.problem().code()).isEqualTo(SiteProblems.CAPTURE_BROKEN);
      assertThat(problem).hasMessageContaining("public.entry");
    }
  }

  @Test
  void refuseRowsThatAreNotTheSourcesAndNameTheTable() {
    try (LiveCopy copy = LiveCopy.begin(sites)) {
      // Given
      sites.onSource("UPDATE entry SET v = 'changed' WHERE id < 10");
      UnitChanges changes = copy.rounds().begin(LiveCopy.INLINE).getFirst();
      UnitChanges fewer =
          new UnitChanges(
              changes.unit(),
              false,
              changes.keys(),
              changes.keyLines(),
              Optional.of(CopyText.of(new byte[0])),
              changes.rows());

      // When
      ProblemException problem =
          catchThrowableOfType(ProblemException.class, () -> copy.target().apply(List.of(fewer)));

      // Then
      assertThat(problem.problem().code()).isEqualTo(SiteProblems.NOT_EQUAL);
      assertThat(problem).hasMessageContaining("public.entry");
    }
  }
}
