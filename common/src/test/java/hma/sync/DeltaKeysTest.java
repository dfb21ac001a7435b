package hma.sync;

import static org.assertj.core.api.Assertions.assertThat;

import hma.sync.TableMove.Method;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows inserted, deleted, updated and given other keys, under keys of every kind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeltaKeysTest {
  private static final String COLLATION =
      "CREATE COLLATION IF NOT EXISTS any_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false)";

  private final TwoSites sites = TwoSites.create();

  @AfterAll
  void close() {
    sites.close();
  }

  /** A name, the key's definition, and its value for a number n. */
  static Stream<Arguments> keys() {
    return Stream.of(
        Arguments.of("smallint", "k smallint PRIMARY KEY", "n - 5000"),
        Arguments.of("integer", "k integer PRIMARY KEY", "n * 97 - 2147483648"),
        Arguments.of("bigint", "k bigint PRIMARY KEY", "(n - 6000) * 1311768467463790"),
        Arguments.of("composite", "k text, l integer, PRIMARY KEY (l, k)", "'k' || n, n % 7"),
        Arguments.of("text", "k text PRIMARY KEY", "'Käse ' || n"),
        Arguments.of("text in C", "k text COLLATE \"C\" PRIMARY KEY", "E'\\\\' || n || E'\\t'"),
        Arguments.of("text in any case", "k text COLLATE any_case PRIMARY KEY", "'Key ' || n"),
        Arguments.of("a domain of that", "k anyway PRIMARY KEY", "'Key ' || n"),
        Arguments.of("char", "k character(9) PRIMARY KEY", "'k' || n"),
        Arguments.of("uuid", "k uuid PRIMARY KEY", "md5(n::text)::uuid"),
        Arguments.of("bytea", "k bytea PRIMARY KEY", "decode(md5(n::text), 'hex')"),
        Arguments.of("numeric", "k numeric PRIMARY KEY", "n / 3.0"),
        Arguments.of("double", "k float8 PRIMARY KEY", "sqrt(n)"),
        Arguments.of("date", "k date PRIMARY KEY", "date '0001-01-01 BC' + n"),
        Arguments.of(
            "timestamptz",
            "k timestamptz PRIMARY KEY",
            "timestamptz '1970-01-01 00:00Z' + n * interval '1.000001 hours'"),
        Arguments.of("inet", "k inet PRIMARY KEY", "inet '10.0.0.0' + n"),
        Arguments.of("array", "k integer[] PRIMARY KEY", "ARRAY[n % 5, n, NULL]"),
        Arguments.of("range", "k int4range PRIMARY KEY", "int4range(n, n + 5)"),
        Arguments.of("enum and number", "k mood, l int, PRIMARY KEY (k, l)", "'glad'::mood, n"),
        Arguments.of("jsonb", "k jsonb PRIMARY KEY", "jsonb_build_object('n', n)"),
        Arguments.of("unique", "k integer NOT NULL UNIQUE", "n"),
        Arguments.of("deferrable", "k integer PRIMARY KEY DEFERRABLE INITIALLY DEFERRED", "n"),
        Arguments.of(
            "quoted", "\"a \"\"key\"\" 'ü' \\\" integer PRIMARY KEY, bucket text, place int", "n"),
        Arguments.of(
            "computed", "k integer, l bigint GENERATED ALWAYS AS (k * 2) STORED PRIMARY KEY", "n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("keys")
  void movesOnlyWhatChanged(String name, String definition, String value) {
    // Given
    String key = key(definition);
    sites
        .both(
            "DROP TABLE IF EXISTS t",
            COLLATION,
            "DO 'BEGIN CREATE TYPE mood AS ENUM (''sad'', ''glad''); EXCEPTION WHEN duplicate_object THEN END'",
            "DO 'BEGIN CREATE DOMAIN anyway AS text COLLATE any_case CHECK (VALUE <> ''''); EXCEPTION WHEN duplicate_object THEN END'",
            "CREATE TABLE t (number integer, v text, %s)".formatted(definition))
        .both(insert(key, value, "generate_series(1, 5000) n"), "ANALYZE t")
        .onSource(
            insert(key, value, "generate_series(6001, 6010) n"),
            "UPDATE t SET v = NULL WHERE number % 250 = 1",
            "UPDATE t SET v = '' WHERE number IN (1, 5000)",
            "DELETE FROM t WHERE number IN (2, 4999) OR number % 500 = 3",
            "UPDATE t SET (number, %s) = (SELECT n, %s FROM (VALUES (t.number + 4000)) AS x(n)) WHERE number BETWEEN 2491 AND 2495"
                .formatted(key, value));
    Map<String, List<String>> catalogs = DatabaseText.catalogs(sites.targetDatabase());

    // When
    List<TableMove> moves = sites.move();

    // Then
    assertThat(DatabaseText.rows(sites.targetDatabase()))
        .isEqualTo(DatabaseText.rows(sites.sourceDatabase()));
    assertThat(DatabaseText.catalogs(sites.targetDatabase())).isEqualTo(catalogs);
    assertThat(moves).extracting(TableMove::method).containsExactly(Method.DELTA);
    assertThat(moves.getFirst().rows()).as("changed, new and rekeyed").isEqualTo(35);
    sites.source().lift(sites.lastClaim());
  }

  @ParameterizedTest
  @MethodSource("keysOfAnyCase")
  void carriesAKeyThatOnlyItsTextTellsFromTheOldOne(String definition) {
    // Given
    sites
        .both(
            "DROP TABLE IF EXISTS t",
            COLLATION,
            "CREATE TABLE t (%s, v text)".formatted(definition))
        .both("INSERT INTO t SELECT 'key ' || n, 'v' FROM generate_series(1, 5000) n", "ANALYZE t")
        .onSource("UPDATE t SET k = upper(k) WHERE k IN ('key 5', 'key 4000')");

    // When
    List<TableMove> moves = sites.move();

    // Then
    assertThat(DatabaseText.rows(sites.targetDatabase()))
        .isEqualTo(DatabaseText.rows(sites.sourceDatabase()));
    assertThat(moves.getFirst().method()).isEqualTo(Method.DELTA);
    assertThat(moves.getFirst().rows()).isEqualTo(2);
    sites.source().lift(sites.lastClaim());
  }

  static Stream<String> keysOfAnyCase() {
    return Stream.of("k text COLLATE any_case PRIMARY KEY", "k text PRIMARY KEY");
  }

  static String insert(String key, String value, String numbers) {
    return "INSERT INTO t (number, v, %s) SELECT n, md5(n::text), %s FROM %s"
        .formatted(key, value, numbers);
  }

  /** The first column that is given a value, and the second where there are two. */
  static String key(String definition) {
    if (definition.startsWith("\"")) {
      return "\"a \"\"key\"\" 'ü' \\\"";
    }
    return definition.contains("PRIMARY KEY (") ? "k, l" : "k";
  }
}
