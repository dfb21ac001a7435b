package hma.sync;

import static hma.sync.TwoSites.CLAIM;
import static org.assertj.core.api.Assertions.assertThat;

import hma.protocol.Fingerprint;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.SequenceValue;
import hma.protocol.Writers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No difference that a person would call one escapes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FingerprintTest {
  private final TwoSites sites = TwoSites.create();

  @BeforeEach
  void fillBothSidesWithEqualRows() {
    sites
        .both(
            "DROP TABLE IF EXISTS t",
            "DROP SEQUENCE IF EXISTS s",
            "CREATE COLLATION IF NOT EXISTS any_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
            "CREATE TABLE t (id integer, a text, b text, n numeric, f float8, bits bytea, j json,"
                + " big bigint DEFAULT 1, small smallint DEFAULT 1, at timestamptz DEFAULT '2026-01-01 00:00Z',"
                + " local timestamp DEFAULT 'infinity', yes boolean DEFAULT true, u uuid DEFAULT '5af1e3ab-0000-4000-8000-0123456789ab',"
                + " anyhow text COLLATE any_case DEFAULT 'a', fixed character(3) DEFAULT 'x', numbers integer[] DEFAULT '{}')",
            "CREATE SEQUENCE s")
        .onSource(insert("ASC"))
        .onTarget(insert("DESC"));
  }

  private static String[] insert(String order) {
    return new String[] {
      """
      INSERT INTO t SELECT n, 'a' || n, '', 1.0, 0, '\\x00ff', '{"a":1}'
      FROM generate_series(1, 500) n ORDER BY n %s
      """
          .formatted(order),
      "INSERT INTO t (id, a) VALUES (1000, 'twice'), (1000, 'twice')",
      "INSERT INTO t (id, a, b) VALUES (1001, 'x', 'y,z'), (1002, 'p', 'q')"
    };
  }

  @AfterAll
  void close() {
    sites.close();
  }

  static Stream<Arguments> differences() {
    return Stream.of(
        Arguments.of("one bit", "UPDATE t SET bits = set_bit(bits, 3, 1) WHERE id = 250"),
        Arguments.of("NULL for an empty text", "UPDATE t SET b = NULL WHERE id = 250"),
        Arguments.of("empty text for NULL", "UPDATE t SET b = '' WHERE id = 1000"),
        Arguments.of("1.00 for 1.0", "UPDATE t SET n = 1.00 WHERE id = 250"),
        Arguments.of("-0 for 0", "UPDATE t SET f = '-0' WHERE id = 250"),
        Arguments.of("a space in json", "UPDATE t SET j = '{\"a\": 1}' WHERE id = 250"),
        Arguments.of("a space at the end", "UPDATE t SET a = a || ' ' WHERE id = 250"),
        Arguments.of("another case", "UPDATE t SET a = upper(a) WHERE id = 250"),
        Arguments.of("a separator", "UPDATE t SET a = 'x,y', b = 'z' WHERE id = 1001"),
        Arguments.of("exchanged columns", "UPDATE t SET a = b, b = a WHERE id = 1002"),
        Arguments.of("exchanged values", "UPDATE t SET a = 'a' || 503 - id WHERE id IN (251, 252)"),
        Arguments.of(
            "a bigint with its halves exchanged", "UPDATE t SET big = 4294967296 WHERE id = 250"),
        Arguments.of("a bigint's complement", "UPDATE t SET big = -2 WHERE id = 250"),
        Arguments.of("NULL for a number", "UPDATE t SET small = NULL WHERE id = 250"),
        Arguments.of("0 for a number", "UPDATE t SET small = 0 WHERE id = 250"),
        Arguments.of("exchanged numbers", "UPDATE t SET big = small, small = id WHERE id = 250"),
        Arguments.of(
            "a microsecond", "UPDATE t SET at = at + interval '1 microsecond' WHERE id = 250"),
        Arguments.of(
            "a time whose halves are exchanged",
            "UPDATE t SET at = '2000-01-01 00:00Z'::timestamptz + interval '4294.967296 s' WHERE id = 250"),
        Arguments.of("no time", "UPDATE t SET at = NULL WHERE id = 250"),
        Arguments.of("-infinity for infinity", "UPDATE t SET local = '-infinity' WHERE id = 250"),
        Arguments.of("false for true", "UPDATE t SET yes = false WHERE id = 250"),
        Arguments.of("NULL for true", "UPDATE t SET yes = NULL WHERE id = 250"),
        Arguments.of(
            "another uuid",
            "UPDATE t SET u = '5af1e3ab-0000-4000-8000-0123456789aa' WHERE id = 250"),
        Arguments.of(
            "a case that the collation ignores", "UPDATE t SET anyhow = 'A' WHERE id = 250"),
        Arguments.of("one character of three", "UPDATE t SET fixed = 'xx' WHERE id = 250"),
        Arguments.of("a key twice in json", "UPDATE t SET j = '{\"a\":1,\"a\":1}' WHERE id = 250"),
        Arguments.of("another lower bound", "UPDATE t SET numbers = '[0:0]={1}' WHERE id = 250"),
        Arguments.of("NULL for an empty array", "UPDATE t SET numbers = NULL WHERE id = 250"),
        Arguments.of("a row less", "DELETE FROM t WHERE id = 250"),
        Arguments.of("a row more", "INSERT INTO t (id) VALUES (2000)"),
        Arguments.of("two equal rows less", "DELETE FROM t WHERE a = 'twice'"),
        Arguments.of("two other equal rows", "UPDATE t SET b = 'x' WHERE a = 'twice'"),
        Arguments.of("no rows", "DELETE FROM t"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("differences")
  void findsADifference(String name, String difference) {
    // Given
    Fingerprint expected = fingerprint(sites.source());
    assertThat(fingerprint(sites.target())).isEqualTo(expected);

    // When
    sites.onTarget(difference);

    // Then
    assertThat(fingerprint(sites.target())).as(name).isNotEqualTo(expected);
  }

  /** What no seed could tell apart if the 64 bits went in where they are folded to 32. */
  @Test
  void tellsApartWhatFoldsToTheSame() {
    // Given
    sites.both("UPDATE t SET big = id, at = '2000-01-01Z'::timestamptz + id * interval '1 us'");
    Fingerprint expected = fingerprint(sites.source());
    assertThat(fingerprint(sites.target())).isEqualTo(expected);

    // When
    sites.onTarget(
        "UPDATE t SET big = id::bigint << 32, at = '2000-01-01Z'::timestamptz + id * interval '4294.967296 s' WHERE id = 3");

    // Then
    assertThat(fingerprint(sites.target())).isNotEqualTo(expected);
  }

  @Test
  void tellsASequenceThatWasNeverCalledFromOneThatWasCalledOnce() {
    // Given
    List<SequenceValue> expected = sequences(sites.source());
    assertThat(sequences(sites.target())).isEqualTo(expected);

    // When
    sites.onTarget("SELECT nextval('s')");

    // Then
    assertThat(sequences(sites.target())).isNotEqualTo(expected);
  }

  private Fingerprint fingerprint(Site site) {
    MovePlan plan = sites.plan();
    MovedTable table = plan.tables().getFirst();
    try (Source source = site.openSource(CLAIM, plan, Writers.STOPPED)) {
      return source.fingerprint(table);
    }
  }

  private List<SequenceValue> sequences(Site site) {
    try (Source source = site.openSource(CLAIM, sites.plan(), Writers.STOPPED)) {
      return source.sequences();
    }
  }
}
