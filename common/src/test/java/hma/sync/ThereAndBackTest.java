package hma.sync;

import static hma.sync.TwoSites.CLAIM;
import static org.assertj.core.api.Assertions.assertThat;

import hma.protocol.Claim;
import hma.protocol.MovePlan;
import hma.protocol.Outcome;
import hma.protocol.Side;
import hma.protocol.TableSelection;
import hma.protocol.Writers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThereAndBackTest {
  @Test
  void bothDirectionsLeaveBothSidesAsTheirSchemaSays() {
    try (TwoSites sites = TwoSites.create()) {
      // Given
      for (Scenario scenario :
          List.of(
              Scenario.FOREIGN_KEYS, Scenario.TRIGGERS, Scenario.SEQUENCES, Scenario.PARTITIONS)) {
        scenario.prepare(sites);
      }
      Map<String, List<String>> catalogs = DatabaseText.catalogs(sites.sourceDatabase());
      List<String> grants = DatabaseText.grants(sites.sourceDatabase());
      sites.move();
      assertThat(sites.target().settle(CLAIM)).isEqualTo(Outcome.COMMITTED);

      // When
      sites.onTarget(
          "INSERT INTO foreign_keys.person (department, boss) VALUES (1, 1)",
          "DELETE FROM partitions.kind WHERE id = 1",
          "DELETE FROM triggers.fired",
          "SELECT nextval('sequences.called')");
      Map<String, List<String>> rows = DatabaseText.rows(sites.targetDatabase());
      List<String> sequences = DatabaseText.sequences(sites.targetDatabase());
      moveBack(sites);

      // Then
      assertThat(DatabaseText.rows(sites.sourceDatabase())).isEqualTo(rows);
      assertThat(DatabaseText.sequences(sites.sourceDatabase())).isEqualTo(sequences);
      assertThat(DatabaseText.catalogs(sites.sourceDatabase())).isEqualTo(catalogs);
      assertThat(DatabaseText.grants(sites.sourceDatabase())).isEqualTo(grants);
      assertThat(sites.source().state().fencedRelations()).isZero();
      assertThat(sites.target().state().fencedRelations()).isPositive();
      assertThat(sites.source().state().epoch()).isEqualTo(3);
    }
  }

  private static void moveBack(TwoSites sites) {
    Claim claim = new Claim("switchover-back", 3, 1);
    MovePlan plan =
        MovePlanner.plan(
            Side.SLAVE,
            sites.target().catalog(TableSelection.all()),
            sites.source().catalog(TableSelection.all()));
    sites.target().fence(claim, plan);
    try (Source from = sites.target().openSource(claim, plan, Writers.STOPPED);
        Target to = sites.source().openTarget(claim, plan)) {
      sites.load(from, to, plan);
      to.commit();
    }
  }
}
