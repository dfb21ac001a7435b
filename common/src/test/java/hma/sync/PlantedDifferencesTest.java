package hma.sync;

import static org.assertj.core.api.Assertions.assertThat;

import hma.protocol.Claim;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.Side;
import hma.protocol.TableSelection;
import hma.protocol.Writers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A difference that is planted into one of two equal databases is found, whatever it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlantedDifferencesTest {
  private static final String[] SCHEMA = {
    """
    CREATE TABLE plain (id integer PRIMARY KEY, a text, b text, n numeric, f float8, bits bytea,
      flag boolean, i interval, t timestamptz, r int4[], j json, c char(4), bin bit varying)\
    """,
    "CREATE TABLE keyless (a text, b integer)",
    "CREATE TABLE wide_key (a text, b integer, c text, PRIMARY KEY (a, b))",
    "CREATE TABLE without_columns ()",
    "CREATE TABLE parent (id integer, v text)",
    "CREATE TABLE child (extra text) INHERITS (parent)",
    "CREATE TABLE parts (id integer, v text) PARTITION BY LIST (id)",
    "CREATE TABLE parts_1 PARTITION OF parts FOR VALUES IN (1)",
    "CREATE TABLE parts_rest PARTITION OF parts DEFAULT",
    "CREATE TABLE empty (id integer PRIMARY KEY)",
    "CREATE SEQUENCE called",
    "CREATE SEQUENCE never_called",
    "CREATE SEQUENCE far"
  };

  private static final String[] ROWS = {
    """
    INSERT INTO plain SELECT n, 'a' || n, '', 1.0, 0, '\\x00ff', true, '1 day',
      timestamptz '2026-01-01 00:00+00' + n * interval '1 s', '{1,2}', '{"a":1}', 'c', B'0101'
    FROM generate_series(1, 2000) n\
    """,
    "INSERT INTO keyless SELECT 'a' || n % 10, n % 3 FROM generate_series(1, 600) n",
    "INSERT INTO keyless VALUES ('twice', 1), ('twice', 1), (NULL, 0), (NULL, NULL)",
    "INSERT INTO wide_key SELECT 'a' || n % 10, n, 'c' || n FROM generate_series(1, 600) n",
    "INSERT INTO without_columns DEFAULT VALUES",
    "INSERT INTO without_columns DEFAULT VALUES",
    "INSERT INTO parent SELECT n, 'v' FROM generate_series(1, 50) n",
    "INSERT INTO child SELECT n, 'v', 'e' FROM generate_series(1, 50) n",
    "INSERT INTO parts SELECT n % 3, 'v' || n FROM generate_series(1, 60) n",
    "SELECT nextval('called')",
    "SELECT setval('far', 9223372036854775806)"
  };

  private static final String[] EMPTY = {
    "TRUNCATE plain, keyless, wide_key, without_columns, parent, child, parts, empty",
    "ALTER SEQUENCE called RESTART",
    "ALTER SEQUENCE never_called RESTART"
  };

  private final TwoSites sites = TwoSites.create();

  static Stream<Arguments> plants() {
    return Stream.of(
        plant("one bit of a value", "UPDATE plain SET bits = set_bit(bits, 3, 1) WHERE id = 999"),
        plant("one bit of a bit string", "UPDATE plain SET bin = B'0111' WHERE id = 999"),
        plant("a leading zero bit", "UPDATE plain SET bin = B'00101' WHERE id = 999"),
        plant("NULL for ''", "UPDATE plain SET b = NULL WHERE id = 999"),
        plant("'NULL' for NULL", "UPDATE keyless SET a = 'NULL' WHERE a IS NULL AND b IS NULL"),
        plant("'\\N' for NULL", "UPDATE keyless SET a = '\\N' WHERE a IS NULL AND b IS NULL"),
        plant("1.00 for 1.0", "UPDATE plain SET n = 1.00 WHERE id = 999"),
        plant("-0 for 0", "UPDATE plain SET f = '-0' WHERE id = 999"),
        plant("the next double", "UPDATE plain SET f = 4.9406564584124654e-324 WHERE id = 999"),
        plant("24 hours for a day", "UPDATE plain SET i = '24 hours' WHERE id = 999"),
        plant("a microsecond", "UPDATE plain SET t = t + interval '1 us' WHERE id = 999"),
        plant("another lower bound", "UPDATE plain SET r = '[0:1]={1,2}' WHERE id = 999"),
        plant("a blank in json", "UPDATE plain SET j = '{\"a\": 1}' WHERE id = 999"),
        plant("a blank at the end", "UPDATE plain SET a = a || ' ' WHERE id = 999"),
        plant("another case", "UPDATE plain SET a = upper(a) WHERE id = 999"),
        plant("a decomposed letter", "UPDATE plain SET c = E'e\\u0301' WHERE id = 999"),
        plant("false for true", "UPDATE plain SET flag = false WHERE id = 1"),
        plant("another key", "UPDATE plain SET id = 2001 WHERE id = 2000"),
        plant("values of two rows", "UPDATE plain SET a = 'a' || 3 - id WHERE id IN (1, 2)"),
        plant(
            "keys of two rows",
            "UPDATE plain SET id = CASE id WHEN 1 THEN -2 ELSE -1 END WHERE id IN (1, 2)",
            "UPDATE plain SET id = -id WHERE id < 0"),
        plant("values of two columns", "UPDATE plain SET a = b, b = a WHERE id = 999"),
        plant("a shifted separator", "UPDATE wide_key SET a = 'a1,1', c = '' WHERE b = 1"),
        plant("the first row", "DELETE FROM plain WHERE id = 1"),
        plant("the last row", "DELETE FROM plain WHERE id = 2000"),
        plant("a row more", "INSERT INTO plain (id) VALUES (0)"),
        plant("two equal rows less", "DELETE FROM keyless WHERE a = 'twice'"),
        plant("two equal rows more", "INSERT INTO keyless VALUES ('new', 1), ('new', 1)"),
        plant("two equal rows changed alike", "UPDATE keyless SET b = 2 WHERE a = 'twice'"),
        plant(
            "a row twice, another gone",
            "UPDATE keyless SET a = 'a1', b = 1 WHERE a IS NULL AND b = 0"),
        plant("a row without columns", "INSERT INTO without_columns DEFAULT VALUES"),
        plant("a row in a table that is empty", "INSERT INTO empty VALUES (1)"),
        plant("no rows at all", "DELETE FROM wide_key"),
        plant(
            "a row of the child in its parent",
            "DELETE FROM child WHERE id = 7",
            "INSERT INTO parent VALUES (7, 'v')"),
        plant("a row in another partition", "UPDATE parts SET id = 1 WHERE v = 'v60'"),
        plant("a sequence that was called once more", "SELECT nextval('called')"),
        plant("a sequence that was called for the first time", "SELECT nextval('never_called')"),
        plant("a sequence that gives its value again", "SELECT setval('called', 1, false)"),
        plant("the last value of a sequence", "SELECT setval('far', 9223372036854775807)"));
  }

  private static Arguments plant(String name, String... statements) {
    return Arguments.of(name, statements);
  }

  @BeforeAll
  void fillBothSides() {
    sites.both(SCHEMA).onSource(ROWS);
  }

  @BeforeEach
  void makeTheTargetEqual() {
    sites.onTarget(EMPTY).onTarget(ROWS);
  }

  @AfterAll
  void close() {
    sites.close();
  }

  @Test
  void findsNothingWhereNothingIsPlanted() {
    assertThat(differences()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("plants")
  void areFound(String name, String... statements) {
    // Given
    assertThat(differences()).isEmpty();

    // When
    sites.onTarget(statements);

    // Then
    assertThat(differences()).as(name).isNotEmpty();
  }

  /** By the fingerprints and sequences that both sides give, as the proof compares them. */
  private List<String> differences() {
    MovePlan plan =
        MovePlanner.plan(
            Side.MASTER,
            sites.source().catalog(TableSelection.all()),
            sites.target().catalog(TableSelection.all()));
    Claim claim = TwoSites.CLAIM;
    List<String> different = new ArrayList<>();
    try (Source one = sites.source().openSource(claim, plan, Writers.STOPPED);
        Source other = sites.target().openSource(claim, plan, Writers.STOPPED)) {
      for (MovedTable table : plan.tables()) {
        if (!one.fingerprint(table).equals(other.fingerprint(table))) {
          different.add(table.name().toString());
        }
      }
      if (!one.sequences().equals(other.sequences())) {
        different.add("sequences");
      }
    }
    return different;
  }
}
