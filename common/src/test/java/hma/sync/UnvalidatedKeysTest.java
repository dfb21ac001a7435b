package hma.sync;

import static org.assertj.core.api.Assertions.assertThat;

import hma.config.DatabaseUrl;
import hma.postgres.Sql;
import hma.protocol.TableName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Foreign keys that come back unvalidated, and are validated once the target has committed. */
class UnvalidatedKeysTest {
  @ParameterizedTest(name = "PostgreSQL {0}")
  @CsvSource({
    "15, 'public.child child_key'",
    "17, 'public.child child_key'",
    "18, 'public.child child_key|public.to_tree to_tree_key|public.tree tree_key'"
  })
  void areValidatedLater(int major, String expected) {
    try (TwoSites sites = TwoSites.across(major, major)) {
      // Given
      sites
          .both(
              "CREATE TABLE parent (id integer PRIMARY KEY)",
              "CREATE TABLE child (id integer PRIMARY KEY, parent integer CONSTRAINT child_key REFERENCES parent ON DELETE CASCADE)",
              "COMMENT ON CONSTRAINT child_key ON child IS 'a comment'",
              "CREATE TABLE tree (id integer PRIMARY KEY, parent integer CONSTRAINT tree_key REFERENCES parent) PARTITION BY RANGE (id)",
              "CREATE TABLE tree_1 PARTITION OF tree FOR VALUES FROM (0) TO (100)",
              "CREATE TABLE to_tree (id integer CONSTRAINT to_tree_key REFERENCES tree)",
              "CREATE TABLE never (id integer)")
          .onSource(
              "INSERT INTO parent VALUES (1), (2); INSERT INTO child VALUES (1, 1), (2, 2); INSERT INTO tree VALUES (1, 1), (2, 2); INSERT INTO to_tree VALUES (1)",
              "INSERT INTO never VALUES (77)")
          .both(
              "ALTER TABLE never ADD CONSTRAINT never_key FOREIGN KEY (id) REFERENCES parent NOT VALID");
      Map<String, List<String>> before = DatabaseText.catalogs(sites.targetDatabase());

      // When
      try (LiveCopy copy = LiveCopy.begin(sites)) {
        sites.onSource("INSERT INTO child VALUES (3, 1)");
        copy.round(LiveCopy.INLINE);
        copy.commit();
      }

      // Then
      List<String> keys = expected.isEmpty() ? List.of() : List.of(expected.split("\\|", -1));
      assertThat(remembered(sites.targetDatabase())).isEqualTo(keys);
      sites.target().validate(TwoSites.CLAIM);
      assertThat(remembered(sites.targetDatabase())).isEmpty();
      assertThat(DatabaseText.catalogs(sites.targetDatabase())).isEqualTo(before);
      sites.target().validate(TwoSites.CLAIM);
    }
  }

  private static List<String> remembered(DatabaseUrl database) {
    return Sql.rows(
            database,
            "SELECT schema_name, relation_name, constraint_name FROM hma.unvalidated ORDER BY 2")
        .stream()
        .map(row -> new TableName(row.get(0), row.get(1)) + " " + row.get(2))
        .toList();
  }
}
