package hma.sync;

import static org.assertj.core.api.Assumptions.assumeThat;

import hma.postgres.Sql;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every shape of a database, there and back: what the application changed on the other side comes
 * back with it. All together on each pair of servers; each alone, which shows whether it leans on
 * another, a third of them a day, or all with {@code -Dhma.test.all=true}.
 */
class ShapesTest {
  private static final int OLDEST = 15;
  private static final int NEWEST = 18;
  private static final int SHARDS = 3;

  static Stream<Shape> shapesOfTheDay() {
    List<Shape> all = Shape.on(OLDEST, OLDEST);
    if (Boolean.getBoolean("hma.test.all")) {
      return all.stream();
    }
    long day = LocalDate.now(ZoneOffset.UTC).toEpochDay();
    return IntStream.range(0, all.size())
        .filter(shape -> (shape + day) % SHARDS == 0)
        .mapToObj(all::get);
  }

  static Stream<Shape> shapesOfTheNewestOnly() {
    List<Shape> known = Shape.on(OLDEST, OLDEST);
    return Shape.on(NEWEST, NEWEST).stream().filter(shape -> !known.contains(shape));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapesOfTheDay")
  void moveThereAndBack(Shape shape) {
    thereAndBack(OLDEST, OLDEST, List.of(shape));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapesOfTheNewestOnly")
  void ofTheNewestServerMoveThereAndBack(Shape shape) {
    thereAndBack(NEWEST, NEWEST, List.of(shape));
  }

  @ParameterizedTest(name = "PostgreSQL {0} and {1}")
  @CsvSource({"15, 15", "17, 17", "18, 18", "15, 18"})
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
