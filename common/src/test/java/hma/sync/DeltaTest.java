package hma.sync;

import static hma.sync.TwoSites.CLAIM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import hma.config.DatabaseUrl;
import hma.postgres.Sql;
import hma.protocol.MovePlan;
import hma.protocol.ProblemException;
import hma.protocol.TableName;
import hma.protocol.Writers;
import hma.sync.TableMove.Method;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is carried of a table, why, and that it is enough. */
class DeltaTest {
  private static final String ROWS =
      "INSERT INTO t SELECT n, repeat(md5(n::text), 3) FROM generate_series(1, %d) n";

  private final TwoSites sites = TwoSites.create();

  @BeforeEach
  void makeTheSameTableOnBothSides() {
    sites.both("CREATE TABLE t (id bigint PRIMARY KEY, v text)");
  }

  @AfterEach
  void close() {
    sites.close();
  }

  @Test
  void carriesNothingOfATableThatIsTheSame() {
    sites.both(ROWS.formatted(5_000), "ANALYZE t");

    assertThatItMoves(Method.SAME, "the fingerprints of both sides agree", 0);
  }

  @Test
  void carriesNothingOfATableThatIsEmpty() {
    assertThatItMoves(Method.SAME, "both sides are empty", 0);
  }

  @Test
  void carriesAllRowsToAnEmptyTable() {
    sites.onSource(ROWS.formatted(5_000));

    assertThatItMoves(Method.FULL, "the target's table is empty", 5_000);
  }

  @Test
  void emptiesATableOfWhichNoRowIsLeft() {
    sites.onTarget(ROWS.formatted(5_000));

    assertThatItMoves(Method.FULL, "no row is left", 0);
  }

  @Test
  void carriesWhatDiffersOfASmallTable() {
    sites.both(ROWS.formatted(50)).onSource("UPDATE t SET v = NULL WHERE id IN (1, 50)");

    assertThatItMoves(Method.DELTA, "of 50 rows, 2 are new or changed and 2 are old or gone", 2);
  }

  @Test
  void deletesWithoutCarryingARow() {
    sites.both(ROWS.formatted(5_000), "ANALYZE t").onSource("DELETE FROM t WHERE id % 100 = 0");

    assertThatItMoves(Method.DELTA, "of 5000 rows, 0 are new or changed and 50 are old or gone", 0);
  }

  @Test
  void carriesAllRowsWhereMoreThanAThirdDiffers() {
    sites.both(ROWS.formatted(5_000), "ANALYZE t").onSource("UPDATE t SET v = '' WHERE id < 2000");

    assertThatItMoves(
        Method.FULL,
        "more than a third differs: of 5000 rows, 1999 are new or changed and 1999 are old or gone",
        5_000);
  }

  @Test
  void carriesAllRowsWhereTheNumbersAloneDifferByMoreThanAThird() {
    sites
        .both(ROWS.formatted(3_000), "ANALYZE t")
        .onSource(ROWS.formatted(5_000).replace("(1,", "(3001,"));

    assertThatItMoves(
        Method.FULL,
        "more than a third differs: the source has 5000 rows and the target 3000",
        5_000);
  }

  @Test
  void carriesAllRowsWhereNearlyAllBucketsDiffer() {
    sites.both(ROWS.formatted(5_000), "ANALYZE t").onSource("UPDATE t SET v = '' WHERE id % 5 = 0");

    TableMove move = onlyMove();

    assertThat(move.method()).isEqualTo(Method.FULL);
    assertThat(move.reason()).matches("(\\d+) of \\1 buckets of rows differ");
  }

  @Test
  void carriesAllRowsOfATableWithoutAKeyThatDiffers() {
    sites
        .both("ALTER TABLE t DROP CONSTRAINT t_pkey", "ALTER TABLE t ALTER id DROP NOT NULL")
        .both(ROWS.formatted(5_000))
        .both("INSERT INTO t VALUES (0, 'twice'), (0, 'twice')")
        .onSource("DELETE FROM t WHERE v = 'twice'");

    assertThatItMoves(
        Method.FULL,
        "the fingerprints differ, and the table has no key to tell its rows apart",
        5_000);
  }

  @Test
  void findsKeysFarFromAllOthers() {
    sites
        .both(ROWS.formatted(5_000))
        .both("INSERT INTO t VALUES (-9223372036854775808, ''), (9223372036854775807, '')")
        .both("ANALYZE t")
        .onSource(
            "UPDATE t SET v = 'x' WHERE id IN (-9223372036854775808, 9223372036854775807, 77)");

    assertThatItMoves(Method.DELTA, "of 5002 rows, 3 are new or changed and 3 are old or gone", 3);
  }

  @Test
  void movesSoMuchAsChangedInOnePlace() {
    long bytes = bytesOfADelta("UPDATE t SET v = reverse(v) WHERE id BETWEEN 40001 AND 41000");

    assertThat(bytes).isLessThan(bytesOfAll() * 15 / 1000);
  }

  @Test
  void movesLittleMoreThanWhatChangedHereAndThere() {
    long bytes = bytesOfADelta("UPDATE t SET v = reverse(v) WHERE id % 100 = 0");

    assertThat(bytes).isLessThan(bytesOfAll() * 5 / 100);
  }

  @Test
  void foreignKeysOfTablesThatDoNotChangeAreLeftAlone() {
    // Given
    sites
        .both(
            "CREATE TABLE parent (id integer PRIMARY KEY)",
            "CREATE TABLE kept (id integer PRIMARY KEY CONSTRAINT kept_to_parent REFERENCES parent)",
            "CREATE TABLE child (id bigint PRIMARY KEY CONSTRAINT child_to_t REFERENCES t ON DELETE CASCADE)",
            "INSERT INTO parent VALUES (1)",
            "INSERT INTO kept VALUES (1)")
        .both(ROWS.formatted(50))
        .both("INSERT INTO child SELECT id FROM t")
        .onSource("UPDATE t SET v = 'x' WHERE id = 7");
    String kept = foreignKey("kept_to_parent");
    String remade = foreignKey("child_to_t");

    // When
    List<TableMove> moves = sites.move();

    // Then
    assertThat(moves).extracting(TableMove::method).containsOnlyOnce(Method.DELTA);
    assertThat(foreignKey("kept_to_parent")).isEqualTo(kept);
    assertThat(foreignKey("child_to_t")).isNotEqualTo(remade);
    assertThat(Sql.value(sites.targetDatabase(), "SELECT count(*) FROM child")).isEqualTo("50");
  }

  @Test
  void rulesDoNotKeepRowsFromBeingDeleted() {
    sites
        .both(ROWS.formatted(50))
        .both("CREATE RULE kept AS ON DELETE TO t DO INSTEAD NOTHING")
        .onSource("UPDATE t SET v = 'x' WHERE id = 7");

    assertThatItMoves(Method.DELTA, "of 50 rows, 1 are new or changed and 1 are old or gone", 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 5_000})
  void whatTheTargetMakesOfTheRowsIsComparedToo(int rows) {
    // Given
    sites
        .onSource("ALTER TABLE t ADD twice bigint GENERATED ALWAYS AS (id * 2) STORED")
        .onTarget(
            "ALTER TABLE t ADD twice bigint GENERATED ALWAYS AS (CASE id WHEN 7 THEN 0 ELSE id * 2 END) STORED")
        .both(ROWS.formatted(rows), "ANALYZE t");

    // When, Then
    assertThatItIsRefused();
  }

  @Test
  void whatTheTargetMakesOfAllRowsIsComparedToo() {
    sites
        .onSource("ALTER TABLE t ADD twice bigint GENERATED ALWAYS AS (id * 2) STORED")
        .onTarget("ALTER TABLE t ADD twice bigint GENERATED ALWAYS AS (id * 3) STORED")
        .both(ROWS.formatted(5_000), "ANALYZE t");

    assertThatItIsRefused();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO public.other VALUES (-77)",
        "DELETE FROM public.other AS o WHERE o.id = 5",
        "UPDATE public.other AS o SET id = -5 WHERE o.id = 5",
        "INSERT INTO public.t VALUES (-77, '')"
      })
  void rowsThatACheckWritesElsewhereAreFound(String statement) {
    // Given
    sites
        .both("CREATE TABLE other (id integer PRIMARY KEY)")
        .both(ROWS.formatted(5_000), "ANALYZE t", "INSERT INTO other SELECT id FROM t")
        .onSource("UPDATE t SET v = 'x' WHERE id = 7")
        .onTarget(
            "CREATE FUNCTION writes(id bigint) RETURNS boolean LANGUAGE sql AS 'SELECT true'",
            "ALTER TABLE t ADD CHECK (writes(id))",
            "CREATE OR REPLACE FUNCTION writes(id bigint) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN IF id = 7 THEN %s; END IF; RETURN true; END $$"
                .formatted(statement));
    Map<String, List<String>> before = DatabaseText.everything(sites.targetDatabase());

    // When, Then
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(sites::move)
        .withMessageContaining("other rows than were carried are written to public.")
        .withMessageContaining(statement.contains("other") ? "public.other" : "public.t");
    await()
        .ignoreExceptions()
        .untilAsserted(
            () -> assertThat(DatabaseText.everything(sites.targetDatabase())).isEqualTo(before));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 9, 11, 13})
  void interruptedAnywhereItLeavesTheTargetAsItWas(int chunks) {
    // Given
    sites
        .both("CREATE TABLE u (id integer PRIMARY KEY)")
        .both(ROWS.formatted(40_000), "ANALYZE t")
        .onSource("UPDATE t SET v = 'x' WHERE id % 100 = 0", "INSERT INTO u VALUES (1)");
    MovePlan plan = sites.plan();
    Map<String, List<String>> before = DatabaseText.everything(sites.targetDatabase());

    // When
    try (Source from = sites.source().openSource(CLAIM, plan, Writers.STOPPED);
        Target to = sites.target().openTarget(CLAIM, plan)) {
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> sites.mover(from, to, plan, new EndsAfter(chunks)).move())
          .withMessage("the end");
    }

    // Then
    await()
        .ignoreExceptions()
        .untilAsserted(
            () -> assertThat(DatabaseText.everything(sites.targetDatabase())).isEqualTo(before));
  }

  private static final class EndsAfter implements MoveProgress {
    private int left;

    private EndsAfter(int chunks) {
      this.left = chunks;
    }

    @Override
    public void check() {
      if (left-- == 0) {
        throw new IllegalStateException("the end");
      }
    }

    @Override
    public void underWay(TableName table, Carried soFar) {}

    @Override
    public void moved(TableMove move) {}
  }

  private void assertThatItMoves(Method method, String reason, long rows) {
    Map<String, List<String>> catalogs = DatabaseText.catalogs(sites.targetDatabase());

    TableMove move = onlyMove();

    assertThat(move.method()).isEqualTo(method);
    assertThat(move.reason()).isEqualTo(reason);
    assertThat(move.rows()).isEqualTo(rows);
    assertThat(DatabaseText.catalogs(sites.targetDatabase())).isEqualTo(catalogs);
    assertThat(sites.move()).extracting(TableMove::method).containsOnly(Method.SAME);
  }

  private TableMove onlyMove() {
    List<TableMove> moves = sites.move();
    assertThat(moves).hasSize(1);
    assertThat(DatabaseText.rows(sites.targetDatabase()))
        .isEqualTo(DatabaseText.rows(sites.sourceDatabase()));
    return moves.getFirst();
  }

  private long bytesOfADelta(String change) {
    sites.both(ROWS.formatted(100_000), "ANALYZE t").onSource(change);
    TableMove move = onlyMove();
    assertThat(move.method()).isEqualTo(Method.DELTA);
    assertThat(move.rows()).isEqualTo(1_000);
    return move.bytes();
  }

  private long bytesOfAll() {
    return Long.parseLong(
        Sql.value(sites.sourceDatabase(), "SELECT sum(length(id::text) + length(v) + 2) FROM t"));
  }

  private void assertThatItIsRefused() {
    Map<String, List<String>> before = DatabaseText.everything(sites.targetDatabase());
    assertThatExceptionOfType(NotEqual.class)
        .isThrownBy(sites::move)
        .withMessage("the fingerprints of both sides differ for public.t");
    DatabaseUrl target = sites.targetDatabase();
    await()
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(DatabaseText.everything(target)).isEqualTo(before));
  }

  private String foreignKey(String name) {
    return Sql.value(
        sites.targetDatabase(),
        "SELECT oid FROM pg_constraint WHERE conname = '%s'".formatted(name));
  }
}
