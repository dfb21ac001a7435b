package hma.sync;

import static hma.sync.TwoSites.CLAIM;
import static org.assertj.core.api.Assertions.assertThat;

import hma.protocol.Fingerprint;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.SequenceValue;
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
            "CREATE TABLE t (id integer, a text, b text, n numeric, f float8, bits bytea, j json)",
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
    try (Source source = site.openSource(CLAIM, plan)) {
      return source.fingerprint(table);
    }
  }

  private List<SequenceValue> sequences(Site site) {
    try (Source source = site.openSource(CLAIM, sites.plan())) {
      return source.sequences();
    }
  }
}
