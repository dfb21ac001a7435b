package hma.sandbox.endtoend;

import hma.protocol.Side;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * One direction a day for what the crash matrix meets in both, in one process: {@code
 * -Dhma.test.seed=N} repeats it, {@code ./hma test --all} takes both.
 */
final class SidesOfTheDay {
  private SidesOfTheDay() {}

  static List<Side> sides() {
    long seed = Long.getLong("hma.test.seed", LocalDate.now(ZoneOffset.UTC).toEpochDay());
    return Boolean.getBoolean("hma.test.all")
        ? List.of(Side.values())
        : List.of(seed % 2 == 0 ? Side.MASTER : Side.SLAVE);
  }
}
