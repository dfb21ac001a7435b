package hma.sync;

import static org.assertj.core.api.Assertions.assertThat;

import hma.postgres.Sql;
import hma.protocol.ForeignKey;
import hma.protocol.TableSelection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every shape of a database, copied while the application makes its changes on the source. */
class LiveShapesTest {
  @ParameterizedTest(name = "PostgreSQL {0} and {1}, table by table first: {2}")
  @CsvSource({"15, 15, true", "17, 17, false", "18, 18, true", "15, 18, false"})
  void areCopiedLive(int source, int target, boolean tableByTable) {
    try (TwoSites sites = TwoSites.across(source, target)) {
      // Given
      List<String> extensions =
          Sql.rows(sites.sourceDatabase(), "SELECT name FROM pg_available_extensions").stream()
              .map(List::getFirst)
              .toList();
      List<Shape> shapes =
          Shape.on(source, target).stream()
              .filter(shape -> extensions.containsAll(shape.extensions()))
              .toList();
      shapes.forEach(shape -> shape.prepare(sites));
      Map<String, List<String>> before = DatabaseText.catalogs(sites.targetDatabase());
      Map<String, List<String>> beforeOnSource = DatabaseText.catalogs(sites.sourceDatabase());
      if (tableByTable) {
        carryTableByTable(sites);
      }

      try (LiveCopy copy = LiveCopy.begin(sites)) {
        // When
        shapes.forEach(shape -> shape.changeSource(sites));
        copy.round(1000);
        copy.finish();

        // Then
        copy.assertEqual();
      }
      DatabaseText.catalogs(sites.targetDatabase())
          .forEach((part, lines) -> assertThat(lines).as(part).isEqualTo(before.get(part)));
      DatabaseText.catalogs(sites.sourceDatabase())
          .forEach((part, lines) -> assertThat(lines).as(part).isEqualTo(beforeOnSource.get(part)));
    }
  }

  private static void carryTableByTable(TwoSites sites) {
    List<ForeignKey> keys = sites.target().catalog(TableSelection.all()).foreignKeys();
    CaptureUnits.Choice choice = LiveCopy.choice(sites);
    ResumableMover mover =
        new ResumableMover(
            sites.workflows(),
            new LiveMover.Sides(sites.source(), sites.target()),
            LiveCopy.CLAIM,
            choice.plan(),
            new TwoSites.Moves());
    choice.live().tables().stream()
        .filter(table -> !table.key().isEmpty())
        .forEach(table -> mover.carry(List.of(table)));
    assertThat(sites.target().state().unfit()).isPresent();
    assertThat(sites.target().catalog(TableSelection.all()).foreignKeys())
        .containsExactlyInAnyOrderElementsOf(keys);
  }
}
