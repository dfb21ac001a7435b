package hma.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import hma.postgres.Sql;
import hma.protocol.UnitChanges;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows written under keys of every kind, found on the target by whatever its index calls equal. */
class CaptureKeysTest {
  private static final String[] TYPES = {
    "CREATE COLLATION any_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
    "CREATE TYPE mood AS ENUM ('sad', 'glad')",
    "CREATE TYPE point3 AS (x integer, y text)",
    "CREATE DOMAIN anyway AS text COLLATE any_case",
    "CREATE DOMAIN nine AS character(9) CHECK (VALUE <> 'x')",
    "CREATE SCHEMA \"o\"\"dd %I\""
  };

  private final TwoSites sites = TwoSites.create();

  @AfterEach
  void close() {
    sites.close();
  }

  /** As in {@link DeltaKeysTest}: a name, the table's columns and keys, and a key's value for n. */
  static Stream<Arguments> keys() {
    return Stream.concat(
        DeltaKeysTest.keys(),
        Stream.of(
            Arguments.of("char in a domain", "k nine PRIMARY KEY", "'k' || n"),
            Arguments.of("bits", "k bit(16) PRIMARY KEY", "n::bit(16)"),
            Arguments.of("record", "k point3 PRIMARY KEY", "ROW(n, 'y')::point3"),
            Arguments.of("interval", "k interval(3) PRIMARY KEY", "n * interval '1 hour'"),
            Arguments.of(
                "a word of plpgsql",
                "found integer, tg_op text, PRIMARY KEY (found, tg_op)",
                "n, 'op'")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("keys")
  void carries(String name, String definition, String value) {
    // Given
    String key = name.startsWith("a word") ? "found, tg_op" : DeltaKeysTest.key(definition);
    sites
        .both(TYPES)
        .both("CREATE TABLE t (number integer, v text, %s)".formatted(definition))
        .onSource(DeltaKeysTest.insert(key, value, "generate_series(1, 200) n"));

    try (LiveCopy copy = LiveCopy.begin(sites)) {
      // When
      sites.onSource(
          DeltaKeysTest.insert(key, value, "generate_series(6001, 6010) n"),
          "UPDATE t SET v = NULL WHERE number % 25 = 1",
          "DELETE FROM t WHERE number IN (2, 199)",
          "UPDATE t SET (number, %s) = (SELECT n, %s FROM (VALUES (t.number + 4000)) AS x(n)) WHERE number BETWEEN 91 AND 95"
              .formatted(key, value));
      UnitChanges changes = copy.round(LiveCopy.INLINE).getFirst();

      // Then
      assertThat(changes.rows().rows()).isEqualTo(10 + 8 + 5);
      assertThat(changes.keys())
          .as("new, changed, gone and both of rekeyed")
          .isEqualTo(10 + 8 + 2 + 10);
      copy.finish();
      copy.assertEqual();
    }
  }

  @Test
  void carriesAKeyThatOnlyItsTextTellsFromTheOldOne() {
    carriesChanges(
        "CREATE TABLE t (k text COLLATE any_case PRIMARY KEY, v text)",
        "INSERT INTO t SELECT 'key ' || n, 'v' FROM generate_series(1, 50) n",
        "UPDATE t SET k = upper(k) WHERE k IN ('key 5', 'key 40')");
  }

  @Test
  void tellsApartWhatTheIndexTellsApartThoughTheColumnDoesNot() {
    carriesChanges(
        "CREATE TABLE t (k text COLLATE any_case NOT NULL, v text); CREATE UNIQUE INDEX ON t (k COLLATE \"C\")",
        "INSERT INTO t SELECT 'key ' || n, 'v' FROM generate_series(1, 50) n; INSERT INTO t SELECT 'KEY ' || n, 'V' FROM generate_series(1, 50) n",
        "UPDATE t SET v = 'changed' WHERE k COLLATE \"C\" = 'KEY 7'; DELETE FROM t WHERE k COLLATE \"C\" = 'key 8'");
  }

  @Test
  void usesTheOperatorsOfTheIndex() {
    carriesChanges(
        "CREATE TABLE t (k text NOT NULL, b bpchar NOT NULL, v text); CREATE UNIQUE INDEX ON t (k text_pattern_ops, b bpchar_pattern_ops)",
        "INSERT INTO t SELECT 'key ' || n, 'b', 'v' FROM generate_series(1, 50) n",
        "UPDATE t SET k = 'other ' || k WHERE k LIKE 'key 4%'; DELETE FROM t WHERE k = 'key 1'; UPDATE t SET v = 'w' WHERE k = 'key 2'");
  }

  @Test
  void quotesEveryName() {
    carriesChanges(
        "CREATE TABLE \"o\"\"dd %I\".\"We\"\"ird %I $hma$ '\\\" (\"k\"\"%s'\\ $hma$ ü\" integer, \"BEGIN\" text, \"v %n\" text, PRIMARY KEY (\"k\"\"%s'\\ $hma$ ü\", \"BEGIN\"))",
        "INSERT INTO \"o\"\"dd %I\".\"We\"\"ird %I $hma$ '\\\" SELECT n, 'x', 'v' FROM generate_series(1, 50) n",
        "UPDATE \"o\"\"dd %I\".\"We\"\"ird %I $hma$ '\\\" SET \"v %n\" = 'w', \"BEGIN\" = 'y' WHERE \"BEGIN\" = 'x'");
  }

  @ParameterizedTest
  @MethodSource("extensions")
  void findsTheOperatorsOfAnExtensionInAnotherSchemaOnEachSide(
      String extension, String before, String after) {
    // Given
    assumeThat(
            Sql.rows(sites.sourceDatabase(), "SELECT name FROM pg_available_extensions").stream()
                .map(List::getFirst))
        .as("the extensions of this test's server")
        .contains(extension);
    sites.onSource(
        "CREATE SCHEMA here; CREATE EXTENSION %s SCHEMA here; CREATE TABLE t (k here.%1$s PRIMARY KEY, v text)"
            .formatted(extension));
    sites.onTarget(
        "CREATE SCHEMA there; CREATE EXTENSION %s SCHEMA there; CREATE TABLE t (k there.%1$s PRIMARY KEY, v text)"
            .formatted(extension));
    sites.onSource("INSERT INTO t VALUES ('%s', 'v')".formatted(before));

    // When, Then
    try (LiveCopy copy = LiveCopy.begin(sites)) {
      sites.onSource("UPDATE t SET k = '%s'".formatted(after));
      copy.round(LiveCopy.INLINE);
      copy.finish();
      copy.assertEqual();
    }
  }

  static Stream<Arguments> extensions() {
    return Stream.of(
        Arguments.of("citext", "Abc", "ABC"),
        Arguments.of("ltree", "a.b", "a.b.c"),
        Arguments.of("hstore", "a=>1", "a=>2"));
  }

  private void carriesChanges(String table, String rows, String changes) {
    sites.both(TYPES).both(table).onSource(rows);
    try (LiveCopy copy = LiveCopy.begin(sites)) {
      sites.onSource(changes);
      assertThat(copy.round(LiveCopy.INLINE)).hasSize(1);
      copy.finish();
      copy.assertEqual();
    }
  }
}
