package hma.sync;

import static hma.sync.TwoSites.CLAIM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import hma.config.DatabaseUrl;
import hma.postgres.Sql;
import hma.protocol.Afterwards;
import hma.protocol.Catalog;
import hma.protocol.Claim;
import hma.protocol.ForeignKey;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.Outcome;
import hma.protocol.ProblemException;
import hma.protocol.TableName;
import hma.protocol.TableSelection;
import hma.protocol.Unfit;
import hma.protocol.Writers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A copy that is committed table by table, ended in the middle, and completed by another one. */
class ResumableMoverTest {
  private static final String MOMENTS = "SELECT * FROM hma.standby";
  private static final TableName ALONE = new TableName("public", "alone");
  private static final TableName EGG = new TableName("public", "egg");
  private static final TableName HEN = new TableName("public", "hen");

  private final TwoSites sites = TwoSites.create();

  @BeforeEach
  void createTables() {
    sites.both(
        "CREATE TABLE hen (id integer PRIMARY KEY, egg integer, v text)",
        "CREATE TABLE egg (id integer PRIMARY KEY, hen integer CONSTRAINT of_hen REFERENCES hen ON DELETE CASCADE)",
        "CREATE TABLE feather (id serial PRIMARY KEY, hen integer REFERENCES hen)",
        "CREATE TABLE alone (id integer PRIMARY KEY)",
        "CREATE INDEX by_v ON hen (v)",
        "COMMENT ON CONSTRAINT of_hen ON egg IS 'it''s of a hen'");
    sites
        .onSource(
            "INSERT INTO hen SELECT n, NULL, 'hen ' || n FROM generate_series(1, 200) n",
            "INSERT INTO egg SELECT n, 201 - n FROM generate_series(1, 200) n",
            "UPDATE hen SET egg = id",
            "INSERT INTO feather (hen) SELECT 7 FROM generate_series(1, 50)",
            "INSERT INTO alone VALUES (1)")
        .onTarget("INSERT INTO hen VALUES (900); INSERT INTO egg VALUES (7, 900)");
    sites.both(
        "ALTER TABLE hen ADD CONSTRAINT from_egg FOREIGN KEY (egg) REFERENCES egg DEFERRABLE INITIALLY DEFERRED",
        "ALTER TABLE feather ADD CONSTRAINT also FOREIGN KEY (hen) REFERENCES hen NOT VALID");
  }

  @AfterEach
  void close() {
    sites.close();
  }

  private ResumableMover mover(MoveProgress progress) {
    return mover(CLAIM, progress);
  }

  private ResumableMover mover(Claim claim, MoveProgress progress) {
    return new ResumableMover(
        sites.workflows(),
        new LiveMover.Sides(sites.source(), sites.target()),
        claim,
        sites.plan(),
        progress);
  }

  private void carry(TableName... tables) {
    for (TableName table : tables) {
      mover(new TwoSites.Moves()).carry(List.of(moved(table)));
    }
  }

  private MovedTable moved(TableName name) {
    return sites.plan().tables().stream()
        .filter(table -> table.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private List<TableName> unfit() {
    return sites.target().state().unfit().map(Unfit::tables).orElse(List.of());
  }

  private void assertEqual() {
    assertThat(DatabaseText.rows(sites.targetDatabase()))
        .isEqualTo(DatabaseText.rows(sites.sourceDatabase()));
    assertThat(DatabaseText.sequences(sites.targetDatabase()))
        .isEqualTo(DatabaseText.sequences(sites.sourceDatabase()));
    assertThat(unfit()).isEmpty();
    assertThat(Sql.rows(sites.targetDatabase(), "SELECT * FROM hma.foreign_keys")).isEmpty();
    assertThat(Sql.rows(sites.targetDatabase(), "SELECT * FROM hma.unfit")).isEmpty();
  }

  private static List<List<String>> hens(DatabaseUrl database) {
    return Sql.rows(database, "SELECT * FROM hen ORDER BY id");
  }

  private static List<List<String>> eggs(DatabaseUrl database) {
    return Sql.rows(database, "SELECT * FROM egg ORDER BY id");
  }

  @Test
  void leavesWhatItHasCommittedUnfitAndFencedUntilALiveCopyIsComplete() {
    // Given
    Map<String, List<String>> catalogs = DatabaseText.catalogs(sites.targetDatabase());
    sites.target().fence(CLAIM, sites.plan());
    Map<String, List<String>> fenced = DatabaseText.everything(sites.targetDatabase());
    List<List<String>> eggsBefore = eggs(sites.targetDatabase());
    Catalog catalog = sites.target().catalog(TableSelection.all());

    // When
    carry(HEN);
    assertThatThrownBy(() -> mover(new EndsInTheMiddle()).carry(List.of(moved(EGG))))
        .hasMessage("killed");

    // Then
    assertThat(hens(sites.targetDatabase())).isEqualTo(hens(sites.sourceDatabase()));
    assertThat(eggs(sites.targetDatabase())).isEqualTo(eggsBefore);
    assertThat(unfit()).containsExactly(HEN);
    Map<String, List<String>> after = DatabaseText.everything(sites.targetDatabase());
    for (String part : List.of("grants", "hma.fence", "hma.state", "hma.receipts", "triggers")) {
      assertThat(after.get(part)).as(part).isEqualTo(fenced.get(part));
    }
    assertThat(after.get("indexes")).isEqualTo(fenced.get("indexes"));
    assertThatThrownBy(() -> sites.onTarget("DELETE FROM hen"))
        .hasMessageContaining("permission denied");
    assertThat(Sql.rows(sites.targetDatabase(), "SELECT 1 FROM pg_constraint WHERE contype = 'f'"))
        .as("foreign keys that touch hen, which are all")
        .isEmpty();
    assertThat(sites.target().catalog(TableSelection.all()).foreignKeys())
        .containsExactlyInAnyOrderElementsOf(catalog.foreignKeys());

    // When
    sites.onSource(
        "UPDATE hen SET v = 'changed' WHERE id < 9",
        "INSERT INTO hen VALUES (300)",
        "DELETE FROM feather WHERE id < 9");
    List<TableMove> moves = completeLive();

    // Then
    assertThat(moves)
        .filteredOn(move -> move.table().equals(HEN))
        .singleElement()
        .returns(TableMove.Method.DELTA, TableMove::method);
    assertEqual();
    sites.target().validate(CLAIM);
    assertThat(DatabaseText.catalogs(sites.targetDatabase())).isEqualTo(catalogs);
  }

  private List<TableMove> completeLive() {
    CaptureUnits.Choice choice = LiveCopy.choice(sites);
    TwoSites.Moves moves = new TwoSites.Moves();
    try (LiveMover mover = LiveCopy.mover(sites, choice, moves)) {
      mover.copy();
      mover.compare();
      assertThat(unfit()).isNotEmpty();
      sites.source().fence(CLAIM, choice.plan());
      mover.finish();
      mover.prove(new VerifyBudget(Duration.ZERO));
      mover.commit();
    }
    assertThat(sites.source().stopCapture(CLAIM)).isEmpty();
    return moves.all();
  }

  @Test
  void isCompletedByARefreshAfterWhichNoPartOfItIsCommitted() {
    // Given
    Map<String, List<String>> catalogs = DatabaseText.catalogs(sites.targetDatabase());
    refresh(new Claim("refresh-1", 1, 1));
    assertThat(Sql.rows(sites.targetDatabase(), MOMENTS)).hasSize(1);
    Map<String, List<String>> fenced = DatabaseText.everything(sites.targetDatabase());
    sites.onSource("INSERT INTO hen VALUES (201)", "INSERT INTO egg VALUES (201, 201)");

    // When
    carry(HEN);

    // Then
    assertThat(unfit()).containsExactly(HEN);
    assertThat(Sql.rows(sites.targetDatabase(), MOMENTS)).isEmpty();

    // When
    Claim claim = new Claim("refresh-2", 1, 1);
    refresh(claim);

    // Then
    assertEqual();
    assertThat(Sql.rows(sites.targetDatabase(), MOMENTS)).hasSize(1);
    Map<String, List<String>> after = DatabaseText.everything(sites.targetDatabase());
    for (String part : List.of("grants", "hma.fence", "hma.state")) {
      assertThat(after.get(part)).as(part).isEqualTo(fenced.get(part));
    }
    assertThatItIsStale(() -> mover(claim, new TwoSites.Moves()).carry(List.of(moved(HEN))));
    assertEqual();
    sites.target().lift(claim);
    assertThat(DatabaseText.catalogs(sites.targetDatabase())).isEqualTo(catalogs);
  }

  private void refresh(Claim claim) {
    try (LiveMover mover =
        LiveCopy.mover(
            sites,
            claim,
            LiveCopy.choice(sites),
            Afterwards.FENCED_STANDBY,
            new TwoSites.Moves())) {
      mover.copy();
      mover.compare();
      assertThat(mover.toOneMoment()).isPresent();
      mover.restoreMoment();
      mover.commitAsOf(Instant.EPOCH);
    }
    sites.target().validate(claim);
    assertThat(sites.source().stopCapture(claim)).isEmpty();
  }

  @Test
  void isCompletedInTheOutageToo() {
    // Given
    Map<String, List<String>> catalogs = DatabaseText.catalogs(sites.targetDatabase());
    carry(EGG, HEN);
    sites.onSource("INSERT INTO hen VALUES (201)", "INSERT INTO egg VALUES (201, 201)");
    carry(HEN);

    // When
    sites.move();

    // Then
    assertEqual();
    assertThat(DatabaseText.catalogs(sites.targetDatabase())).isEqualTo(catalogs);
  }

  @Test
  void keepsTheForeignKeyThatWasThereLast() {
    // Given
    carry(EGG);
    List<ForeignKey> keys = sites.target().catalog(TableSelection.all()).foreignKeys();
    assertThat(keys).hasSize(4);
    sites.onTarget(
        "ALTER TABLE egg ADD CONSTRAINT of_hen FOREIGN KEY (hen) REFERENCES hen ON DELETE SET NULL NOT VALID");
    assertThat(sites.target().catalog(TableSelection.all()).foreignKeys()).hasSize(4);

    // When
    carry(HEN);
    sites.move();

    // Then
    assertEqual();
    assertThat(
            Sql.value(
                sites.targetDatabase(),
                "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'of_hen'"))
        .isEqualTo("FOREIGN KEY (hen) REFERENCES hen(id) ON DELETE SET NULL NOT VALID");
  }

  @Test
  void isNotCompletedByACopyThatLeavesOutWhatItChanged() {
    // Given
    carry(ALONE);
    MovePlan without = sites.plan(new TableSelection(List.of("hen", "egg", "feather")));
    Claim claim = new Claim("without", 2, 1);

    // When, Then
    try (Source from = sites.source().openSource(claim, without, Writers.STOPPED);
        Target to = sites.target().openTarget(claim, without)) {
      assertThat(
              catchThrowableOfType(ProblemException.class, () -> sites.load(from, to, without))
                  .problem())
          .returns(SiteProblems.LEFT_UNFIT, problem -> problem.code())
          .matches(problem -> problem.detail().contains("public.alone"));
    }
    assertThat(unfit()).containsExactly(ALONE);
  }

  @Test
  void commitsNothingUnderAnOldTermOrOnceItsSwitchoverIsGivenUp() {
    // Given
    Map<String, List<String>> before = DatabaseText.rows(sites.targetDatabase());
    sites.target().raiseTerm(2);

    // When, Then
    assertThatItIsStale(() -> carry(HEN));
    assertThat(unfit()).isEmpty();
    assertThat(DatabaseText.rows(sites.targetDatabase())).isEqualTo(before);

    // Given
    Sql.execute(sites.targetDatabase(), "UPDATE hma.state SET term = 1");
    assertThat(sites.target().settle(CLAIM)).isEqualTo(Outcome.ABORTED);

    // When, Then
    assertThatItIsStale(() -> carry(HEN));
    assertThat(DatabaseText.rows(sites.targetDatabase())).isEqualTo(before);
  }

  private static void assertThatItIsStale(Runnable work) {
    assertThat(catchThrowableOfType(ProblemException.class, work::run).problem().code())
        .isEqualTo(SiteProblems.STALE_TERM);
  }

  /** Ends once rows of the first table are written. */
  private static final class EndsInTheMiddle implements MoveProgress {
    @Override
    public void check() {}

    @Override
    public void underWay(TableName table, Carried soFar) {
      throw new IllegalStateException("killed");
    }

    @Override
    public void moved(TableMove move) {}
  }
}
