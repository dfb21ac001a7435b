package hma.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Random databases there and, changed, back again. {@code ./hma test --all} moves 300 of them; a
 * usual run as many as it has time for, other ones each day. {@code ./hma test -Dhma.test.seed=N}
 * repeats one, and with {@code -Dhma.test.seeds=K} those that follow it, K in all.
 */
class RandomDatabasesTest {
  private static final int ALL = 300;
  private static final int AT_LEAST = 3;
  private static final int SEEDS_A_DAY = 1000;
  private static final Duration BUDGET = Duration.ofSeconds(40);
  private static final List<List<Integer>> VERSIONS =
      List.of(List.of(17, 17), List.of(15, 18), List.of(18, 18), List.of(15, 15), List.of(18, 17));

  @TestFactory
  Stream<DynamicTest> moveThereAndBack() {
    return seeds()
        .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> movesThereAndBack(seed)));
  }

  private static LongStream seeds() {
    Long only = Long.getLong("hma.test.seed");
    if (only != null) {
      return LongStream.range(only, only + Long.getLong("hma.test.seeds", 1));
    }
    long first = LocalDate.now(ZoneOffset.UTC).toEpochDay() * SEEDS_A_DAY;
    System.err.printf("hma tests: random databases from -Dhma.test.seed=%d on%n", first);
    if (Boolean.getBoolean("hma.test.all")) {
      return LongStream.range(first, first + ALL);
    }
    long begun = System.nanoTime();
    return LongStream.range(first, first + SEEDS_A_DAY)
        .takeWhile(seed -> seed < first + AT_LEAST || System.nanoTime() - begun < BUDGET.toNanos());
  }

  private static void movesThereAndBack(long seed) {
    List<Integer> versions = VERSIONS.get((int) (seed % VERSIONS.size()));
    try (TwoSites sites = TwoSites.across(versions.getFirst(), versions.getLast())) {
      // Given
      RandomDatabase database = new RandomDatabase(seed);
      database.prepare(sites);
      JudgedMoves moves = new JudgedMoves(sites);
      assertThat(DatabaseText.rows(sites.sourceDatabase())).as("tables").hasSizeGreaterThan(1);

      // When, Then
      moves.move();
      database.change(sites.targetDatabase());
      moves.move();
    } catch (AssertionError | RuntimeException failure) {
      throw new AssertionError("repeat it with ./hma test -Dhma.test.seed=" + seed, failure);
    }
  }
}
