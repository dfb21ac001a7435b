package hma.sync;

import static org.assertj.core.api.Assertions.assertThat;

import hma.postgres.Sql;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WholeMoveTest {
  @ParameterizedTest
  @CsvSource({"17,17"})
  void movesRowsAndSequences(int from, int to) {
    try (TwoSites sites = TwoSites.across(from, to)) {
      // Given
      sites
          .both(
              "CREATE TABLE parent (id serial PRIMARY KEY, name text NOT NULL)",
              "CREATE TABLE child (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
                  + " parent integer NOT NULL REFERENCES parent ON DELETE CASCADE, at timestamptz)")
          .onSource(
              "INSERT INTO parent (name) SELECT 'name ' || n FROM generate_series(1, 100) n",
              "INSERT INTO child (parent, at) SELECT 1 + n % 100, now() FROM generate_series(1, 1000) n")
          .onTarget("INSERT INTO parent (name) VALUES ('of old')");

      // When
      sites.move();

      // Then
      assertThat(Sql.value(sites.targetDatabase(), "SELECT count(*) FROM parent")).isEqualTo("100");
      assertThat(Sql.value(sites.targetDatabase(), "SELECT count(*) FROM child")).isEqualTo("1000");
      assertThat(sites.target().state().epoch()).isEqualTo(2);
    }
  }
}
