package hma.sync;

import static org.assertj.core.api.Assumptions.assumeThat;

import hma.postgres.Sql;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every shape of a database, there and back: what the application changed on the other side comes
 * back with it.
 */
class ShapesTest {
  private static final int OLDEST = 15;
  private static final int NEWEST = 18;

  static Stream<Shape> shapesOfTheOldest() {
    return Shape.on(OLDEST, OLDEST).stream();
  }

  static Stream<Shape> shapesOfTheNewestOnly() {
    List<Shape> known = Shape.on(OLDEST, OLDEST);
    return Shape.on(NEWEST, NEWEST).stream().filter(shape -> !known.contains(shape));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapesOfTheOldest")
  void moveThereAndBack(Shape shape) {
    thereAndBack(OLDEST, OLDEST, List.of(shape));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapesOfTheNewestOnly")
  void ofTheNewestServerMoveThereAndBack(Shape shape) {
    thereAndBack(NEWEST, NEWEST, List.of(shape));
  }

  @ParameterizedTest(name = "PostgreSQL {0} and {1}")
  @CsvSource({"17, 17", "18, 18", "15, 18"})
  void moveThereAndBackTogether(int master, int slave) {
    thereAndBack(master, slave, Shape.on(master, slave));
  }

  private static void thereAndBack(int master, int slave, List<Shape> shapes) {
    try (TwoSites sites = TwoSites.across(master, slave)) {
      // Given
      shapes.forEach(shape -> assumeThatItsExtensionsAreThere(sites, shape));
      shapes.forEach(shape -> shape.prepare(sites));
      JudgedMoves moves = new JudgedMoves(sites);

      // When, Then
      moves.move();
      shapes.forEach(shape -> shape.change(sites));
      moves.move();
      moves.move();
    }
  }

  private static void assumeThatItsExtensionsAreThere(TwoSites sites, Shape shape) {
    List<String> available =
        Sql.rows(sites.sourceDatabase(), "SELECT name FROM pg_available_extensions").stream()
            .map(List::getFirst)
            .toList();
    assumeThat(available)
        .as("the extensions that \"%s\" needs, on this test's server", shape)
        .containsAll(shape.extensions());
  }
}
