package hma.sync;

import static org.assertj.core.api.Assertions.assertThat;

import hma.postgres.Sql;
import hma.protocol.UnitChanges;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of write on its own: what it did on the source is done on the target by one round. */
class CaptureTest {
  private static final String[] SCHEMA = {
    "CREATE TABLE plain (id integer PRIMARY KEY, v text, u integer UNIQUE DEFERRABLE)",
    "CREATE TABLE child (id integer PRIMARY KEY, plain integer REFERENCES plain ON DELETE CASCADE ON UPDATE CASCADE)",
    "CREATE TABLE orphan (id integer PRIMARY KEY, plain integer REFERENCES plain ON DELETE SET NULL ON UPDATE CASCADE)",
    "CREATE TABLE keyless (a integer, b text)",
    "CREATE TABLE tree (id integer, at integer, v text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at)",
    "CREATE TABLE tree_low PARTITION OF tree FOR VALUES FROM (0) TO (100)",
    "CREATE TABLE tree_high PARTITION OF tree FOR VALUES FROM (100) TO (1000) PARTITION BY LIST (at)",
    "CREATE TABLE tree_high_some PARTITION OF tree_high FOR VALUES IN (100, 200)",
    "CREATE TABLE tree_high_rest PARTITION OF tree_high DEFAULT",
    "CREATE TABLE odd (id integer, at integer, v text) PARTITION BY LIST (at)",
    "CREATE TABLE odd_keyed PARTITION OF odd (PRIMARY KEY (id)) FOR VALUES IN (1)",
    "CREATE TABLE odd_keyed_too PARTITION OF odd (PRIMARY KEY (id)) FOR VALUES IN (2)",
    "CREATE TABLE odd_keyless PARTITION OF odd FOR VALUES IN (3)",
    "CREATE TABLE loose (id integer, at integer) PARTITION BY LIST (at)",
    "CREATE TABLE loose_one PARTITION OF loose FOR VALUES IN (1)",
    "CREATE TABLE loose_two PARTITION OF loose FOR VALUES IN (2)",
    "CREATE TABLE parent (id integer PRIMARY KEY, v text)",
    "CREATE TABLE heir (extra text, PRIMARY KEY (id)) INHERITS (parent)",
    "CREATE TABLE poor_heir (extra text) INHERITS (parent)",
    "CREATE VIEW seen AS SELECT id, v FROM plain WHERE id > 0",
    "CREATE TABLE changed_before (id integer PRIMARY KEY, v text)",
    "CREATE FUNCTION shift() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.id := NEW.id + 1000; RETURN NEW; END'",
    "CREATE TRIGGER shift BEFORE INSERT ON changed_before FOR EACH ROW EXECUTE FUNCTION shift()",
    "CREATE FUNCTION echo() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN UPDATE plain SET v = v || ''!'' WHERE id = 3; RETURN NULL; END'",
    "CREATE TRIGGER echo AFTER INSERT ON changed_before FOR EACH STATEMENT EXECUTE FUNCTION echo()",
  };

  private static final String[] ROWS = {
    "INSERT INTO plain SELECT n, 'v' || n, n FROM generate_series(1, 50) n",
    "INSERT INTO child SELECT n, n % 25 + 1 FROM generate_series(1, 100) n",
    "INSERT INTO orphan SELECT n, n % 25 + 1 FROM generate_series(1, 100) n",
    "INSERT INTO keyless SELECT n % 5, 'b' FROM generate_series(1, 20) n",
    "INSERT INTO tree SELECT n, n * 10, 'v' FROM generate_series(0, 99) n",
    "INSERT INTO odd SELECT n, n % 3 + 1, 'v' FROM generate_series(1, 60) n",
    "INSERT INTO loose SELECT n, n % 2 + 1 FROM generate_series(1, 20) n",
    "INSERT INTO parent SELECT n, 'parent' FROM generate_series(1, 20) n",
    "INSERT INTO heir SELECT n, 'heir' FROM generate_series(1, 20) n",
    "INSERT INTO poor_heir SELECT n, 'poor' FROM generate_series(1, 20) n",
  };

  private final TwoSites sites = TwoSites.create();

  @BeforeEach
  void createTables() {
    sites.both(SCHEMA).onSource(ROWS);
  }

  @AfterEach
  void close() {
    sites.close();
  }

  /** What is written, and which tables have a change, those marked with an exclamation mark. */
  static Stream<Arguments> writes() {
    return Stream.of(
        of("INSERT INTO plain VALUES (51, 'new', 51)", "plain"),
        of("UPDATE plain SET v = 'changed' WHERE id < 4", "plain"),
        of("DELETE FROM plain WHERE id > 40", "plain"),
        of("UPDATE plain SET v = v WHERE false"),
        of("DELETE FROM plain WHERE id = 1", "child", "orphan", "plain"),
        of("UPDATE plain SET id = id + 100 WHERE id = 2", "child", "orphan", "plain"),
        of(
            "UPDATE plain SET id = CASE id WHEN 1 THEN -1 ELSE id + 1000 END WHERE id IN (1, 30)",
            "child",
            "orphan",
            "plain"),
        of("UPDATE plain SET u = 51 - u", "plain"),
        of(
            "BEGIN; SET CONSTRAINTS ALL DEFERRED; UPDATE plain SET u = 2 WHERE id = 1; UPDATE plain SET u = 1 WHERE id = 2; COMMIT",
            "plain"),
        of(
            "INSERT INTO plain VALUES (1, 'mine', 1), (60, 'mine', 60) ON CONFLICT (id) DO UPDATE SET v = excluded.v",
            "plain"),
        of("INSERT INTO plain VALUES (1, 'mine', 1) ON CONFLICT DO NOTHING"),
        of(
            "MERGE INTO plain p USING (VALUES (1), (2), (70)) AS w(id) ON w.id = p.id WHEN MATCHED AND p.id = 1 THEN DELETE WHEN MATCHED THEN UPDATE SET v = 'merged' WHEN NOT MATCHED THEN INSERT VALUES (w.id, 'merged', w.id)",
            "child",
            "orphan",
            "plain"),
        of(
            "WITH gone AS (DELETE FROM plain WHERE id = 50 RETURNING *) INSERT INTO plain SELECT 80, v, 80 FROM gone",
            "plain"),
        of("UPDATE seen SET v = 'through a view' WHERE id = 5", "plain"),
        of("INSERT INTO changed_before VALUES (1, 'x')", "changed_before", "plain"),
        of("TRUNCATE child", "child!"),
        of("TRUNCATE plain CASCADE", "child!", "orphan!", "plain!"),
        of("BEGIN; TRUNCATE child; INSERT INTO child VALUES (7, 7); COMMIT", "child!"),
        of("BEGIN; INSERT INTO plain VALUES (90, 'no', 90); ROLLBACK"),
        of(
            "BEGIN; SAVEPOINT s; INSERT INTO plain VALUES (90, 'no', 90); ROLLBACK TO s; INSERT INTO plain VALUES (91, 'yes', 91); COMMIT",
            "plain"),
        of(
            "DO 'BEGIN FOR i IN 1..20 LOOP BEGIN INSERT INTO plain VALUES (200 + i, i, 200 + i / 2); EXCEPTION WHEN unique_violation THEN UPDATE plain SET v = v || i WHERE id = i; END; END LOOP; END'",
            "plain"),
        of("INSERT INTO keyless VALUES (1, 'b')", "keyless!"),
        of("DELETE FROM keyless WHERE a = 1", "keyless!"),
        of("UPDATE keyless SET a = 9 WHERE a = 77"),
        of("INSERT INTO tree VALUES (1000, 5, 'r'), (1001, 100, 'r'), (1002, 999, 'r')", "tree"),
        of("INSERT INTO tree_low VALUES (1000, 5, 'l')", "tree"),
        of("UPDATE tree_high SET v = 'inner' WHERE at BETWEEN 200 AND 300", "tree"),
        of("UPDATE tree SET at = at + 100 WHERE at < 100", "tree"),
        of("UPDATE tree_high SET at = 201 WHERE at = 200", "tree"),
        of("DELETE FROM tree_high_some", "tree"),
        of("TRUNCATE tree_low", "tree!"),
        of("TRUNCATE tree", "tree!"),
        of(
            "INSERT INTO tree VALUES (0, 0, 'up') ON CONFLICT (id, at) DO UPDATE SET v = excluded.v",
            "tree"),
        of("INSERT INTO odd VALUES (100, 1, 'x'), (101, 2, 'y')", "odd_keyed", "odd_keyed_too"),
        of("UPDATE odd SET at = 2 WHERE id = 3", "odd_keyed", "odd_keyed_too"),
        of("UPDATE odd SET v = 'w' WHERE at = 3", "odd_keyless!"),
        of("UPDATE odd_keyed SET v = 'direct'", "odd_keyed"),
        of("TRUNCATE odd", "odd_keyed!", "odd_keyed_too!", "odd_keyless!"),
        of("UPDATE loose SET at = 3 - at", "loose!"),
        of("INSERT INTO loose_one VALUES (100, 1)", "loose!"),
        of("UPDATE parent SET v = 'all' WHERE id < 5", "heir", "parent", "poor_heir!"),
        of("UPDATE ONLY parent SET v = 'alone' WHERE id < 5", "parent"),
        of("DELETE FROM heir WHERE id = 7", "heir"),
        of("DELETE FROM parent WHERE id = 7", "heir", "parent", "poor_heir!"),
        of("INSERT INTO heir VALUES (99, 'v', 'e')", "heir"),
        of("TRUNCATE parent", "heir!", "parent!", "poor_heir!"),
        of("VACUUM; ANALYZE; REINDEX TABLE plain"));
  }

  private static Arguments of(String write, String... tables) {
    return Arguments.of(write, List.of(tables));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("writes")
  void carries(String write, List<String> tables) {
    try (LiveCopy copy = LiveCopy.begin(sites)) {
      // When
      Sql.execute(
          sites.sourceDatabase(),
          write.startsWith("VACUUM") ? write.split("; ") : new String[] {write});
      List<UnitChanges> changes = copy.round(LiveCopy.INLINE);

      // Then
      assertThat(changes)
          .extracting(change ->
              copy.choice().units().get(change.unit()).table().name().name()
                  + (change.marked() ? "!" : ""))
          .containsExactlyInAnyOrderElementsOf(tables);
      copy.finish();
      copy.assertEqual();
    }
  }

  @Test
  void leavesTheSchemaOfBothSidesAsItWas() {
    // Given
    Map<String, List<String>> source = DatabaseText.catalogs(sites.sourceDatabase());
    Map<String, List<String>> target = DatabaseText.catalogs(sites.targetDatabase());

    // When
    try (LiveCopy copy = LiveCopy.begin(sites)) {
      sites.onSource("UPDATE plain SET v = 'x'; UPDATE tree SET v = 'x'; TRUNCATE child");
      copy.finish();
    }

    // Then
    assertThat(DatabaseText.catalogs(sites.sourceDatabase())).isEqualTo(source);
    assertThat(DatabaseText.catalogs(sites.targetDatabase())).isEqualTo(target);
  }
}
