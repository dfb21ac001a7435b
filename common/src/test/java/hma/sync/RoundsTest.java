package hma.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import hma.postgres.Sql;
import hma.protocol.CopyText;
import hma.protocol.ProblemException;
import hma.protocol.UnitChanges;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rounds beside writers: nothing that was committed is missing in the end. */
class RoundsTest {
  private final TwoSites sites = TwoSites.create();

  @BeforeEach
  void createTables() {
    RandomWriters.createTables(sites);
  }

  @AfterEach
  void close() {
    sites.close();
  }

  @Test
  void loseNothingOfWritersThatNeverStop() throws Exception {
    try (RandomWriters writers = RandomWriters.start(sites, 6);
        LiveCopy copy = LiveCopy.begin(sites)) {
      // When
      for (int round = 0; round < 12; round++) {
        writers.awaitCommits(20);
        copy.round(round % 3 == 0 ? 0 : LiveCopy.INLINE);
      }
      copy.finish();

      // Then
      writers.end();
      copy.assertEqual();
    }
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
  void loadATableWholeThatWasRewritten() {
    try (LiveCopy copy = LiveCopy.begin(sites)) {
      sites.onSource("ALTER TABLE entry ALTER v TYPE text USING upper(v)");

      assertThat(copy.round(LiveCopy.INLINE))
          .singleElement()
          .matches(UnitChanges::marked, "is marked");
      assertThat(copy.round(LiveCopy.INLINE)).isEmpty();
      copy.finish();
      copy.assertEqual();
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
