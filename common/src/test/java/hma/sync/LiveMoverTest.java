package hma.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hma.postgres.Sql;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A whole live copy beside writers, as a switchover makes it. */
class LiveMoverTest {
  private static final VerifyBudget NONE = new VerifyBudget(Duration.ZERO);
  private static final VerifyBudget ALL = new VerifyBudget(Duration.ofHours(1));

  private final TwoSites sites = TwoSites.create();
  private CaptureUnits.Choice choice;

  @BeforeEach
  void createTables() {
    RandomWriters.createTables(sites);
  }

  @AfterEach
  void close() {
    sites.close();
  }

  private LiveMover open() {
    choice = LiveCopy.choice(sites);
    return LiveCopy.mover(sites, choice, new TwoSites.Moves());
  }

  private void fence() {
    sites.source().fence(LiveCopy.CLAIM, choice.plan());
  }

  private void assertEqual() {
    Map<String, List<String>> expected = DatabaseText.rows(sites.sourceDatabase());
    DatabaseText.rows(sites.targetDatabase())
        .forEach((table, lines) -> assertThat(lines).as(table).isEqualTo(expected.get(table)));
    assertThat(DatabaseText.sequences(sites.targetDatabase()))
        .isEqualTo(DatabaseText.sequences(sites.sourceDatabase()));
  }

  @Test
  void losesNothingOfWritersThatNeverStop() throws Exception {
    try (RandomWriters writers = RandomWriters.start(sites, 4);
        LiveMover mover = open()) {
      // When
      mover.copy();
      writers.awaitCommits(50);
      mover.round();
      mover.compare();
      writers.awaitCommits(50);
      LiveMover.Round round = mover.round();
      writers.awaitCommits(20);
      fence();
      mover.finish();
      mover.prove(ALL);
      mover.commit();

      // Then
      writers.end();
      assertThat(round.keys()).isPositive();
    }
    assertEqual();
    sites.target().validate(LiveCopy.CLAIM);
    assertThat(sites.source().stopCapture(LiveCopy.CLAIM)).isEmpty();
    LiveCopy.assertThatNothingIsLeft(sites);
  }

  @Test
  void carriesTablesWithoutAKeyAndEmptiedOnesBehindTheFenceToo() {
    try (LiveMover mover = open()) {
      mover.copy();
      mover.compare();
      sites.onSource("INSERT INTO note VALUES ('one'), ('one')", "TRUNCATE scratch");
      assertThat(mover.round()).matches(round -> round.whole() == 1, "scratch is loaded whole");
      sites.onSource("INSERT INTO scratch (v) VALUES ('last')", "DELETE FROM account WHERE id < 9");
      fence();
      assertThat(mover.finish().keys()).isPositive();
      mover.prove(NONE);
      mover.commit();
    }
    assertEqual();
    assertThat(Sql.value(sites.targetDatabase(), "SELECT count(*) FROM note")).isEqualTo("2");
  }

  @Test
  void noticesWhatNoTriggerHasSeen() {
    try (LiveMover mover = open()) {
      mover.copy();
      Sql.execute(
          sites.sourceAsSuperuser(),
          """
          ALTER TABLE entry DISABLE TRIGGER USER;
          UPDATE entry SET v = 'unseen' WHERE id = 7;
          DO $$
            DECLARE trigger name;
            BEGIN
              FOR trigger IN SELECT tgname FROM pg_trigger WHERE tgname LIKE 'hma_capture%' AND tgrelid = 'entry'::regclass LOOP
                EXECUTE format('ALTER TABLE entry ENABLE ALWAYS TRIGGER %I', trigger);
              END LOOP;
            END $$
          """);

      assertThatThrownBy(mover::compare)
          .isInstanceOf(NotEqual.class)
          .hasMessageContaining("public.entry");
    }
  }

  @Test
  void leavesNothingOnTheTargetWhenItIsGivenUp() {
    Map<String, List<String>> before = DatabaseText.everything(sites.targetDatabase());
    try (LiveMover mover = open()) {
      mover.copy();
      mover.round();
      fence();
      mover.finish();
      mover.prove(ALL);
    }
    assertThat(DatabaseText.everything(sites.targetDatabase())).isEqualTo(before);
  }
}
