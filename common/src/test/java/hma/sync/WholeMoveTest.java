package hma.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole databases, judged by their text and catalogs and not by HMA. */
class WholeMoveTest {
  @ParameterizedTest
  @EnumSource
  void movesEveryRowAndSequenceAndLeavesTheCatalogsAsTheyWere(Scenario scenario) {
    try (TwoSites sites = TwoSites.across(18, 18)) {
      // Given
      scenario.prepare(sites);

      // When, Then
      assertThatItMoves(sites, scenario == Scenario.COLUMNS_THAT_MOVED);
    }
  }

  @ParameterizedTest
  @CsvSource({"15,15", "17,17", "15,18", "18,15", "17,18"})
  void movesAllScenariosTogetherAcrossVersions(int from, int to) {
    try (TwoSites sites = TwoSites.across(from, to)) {
      // Given
      Scenario.on(from, to).forEach(scenario -> scenario.prepare(sites));

      // When, Then
      assertThatItMoves(sites, true);
    }
  }

  private static void assertThatItMoves(TwoSites sites, boolean columnsDiffer) {
    Map<String, List<String>> rows = DatabaseText.rows(sites.sourceDatabase());
    List<String> sequences = DatabaseText.sequences(sites.sourceDatabase());
    Map<String, List<String>> catalogs = DatabaseText.catalogs(sites.targetDatabase());
    List<String> grants = DatabaseText.grants(sites.targetDatabase());

    sites.move();

    assertThat(DatabaseText.catalogs(sites.targetDatabase())).isEqualTo(catalogs);
    if (columnsDiffer) {
      sites.onTarget(
          "ALTER TABLE columns_that_moved.extended DROP COLUMN extra, DROP COLUMN optional");
    }
    assertThat(DatabaseText.rows(sites.targetDatabase())).isEqualTo(rows);
    assertThat(DatabaseText.sequences(sites.targetDatabase())).isEqualTo(sequences);
    assertThat(DatabaseText.grants(sites.targetDatabase())).isEqualTo(grants);
    assertThat(DatabaseText.rows(sites.sourceDatabase())).isEqualTo(rows);
    assertThat(DatabaseText.sequences(sites.sourceDatabase())).isEqualTo(sequences);
  }
}
