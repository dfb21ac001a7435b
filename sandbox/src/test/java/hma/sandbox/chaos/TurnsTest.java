package hma.sandbox.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import hma.protocol.Side;
import hma.sandbox.demo.Commit;
import hma.sandbox.demo.Commit.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TurnsTest {
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

  private final List<Commit> record = new ArrayList<>();

  @Test
  void seesNothingWhereOneFollowsTheOther() {
    // Given
    acknowledged(Side.MASTER, "one", 0, 5);
    acknowledged(Side.MASTER, "one", 10, 15);
    acknowledged(Side.SLAVE, "two", 20, 25);
    acknowledged(Side.MASTER, "three", 30, 35);

    // Then
    assertThat(Turns.of(record).overlaps()).isEmpty();
  }

  @Test
  void seesAWorkerThatWritesWhenTheOtherSidesHasBegun() {
    // Given
    acknowledged(Side.MASTER, "one", 0, 5);
    acknowledged(Side.SLAVE, "two", 10, 15);
    acknowledged(Side.MASTER, "one", 20, 25);

    // When
    List<String> overlaps = Turns.of(record).overlaps();

    // Then
    assertThat(overlaps)
        .singleElement()
        .asString()
        .startsWith("two workers wrote at a time for 10 ms: process one on the master")
        .contains("process two on the slave");
  }

  @Test
  void takesALateAnswerForWhatItIs() {
    // Given: frozen after its COMMIT was sent, it reads the answer when others work
    acknowledged(Side.MASTER, "one", 0, 5_000);
    acknowledged(Side.SLAVE, "two", 2_000, 2_005);
    acknowledged(Side.SLAVE, "two", 6_000, 6_005);

    // Then
    assertThat(Turns.of(record).overlaps()).isEmpty();
  }

  @Test
  void leavesOutWhatWasNotAcknowledged() {
    // Given
    acknowledged(Side.MASTER, "one", 0, 5);
    acknowledged(Side.SLAVE, "two", 10, 15);
    record.add(commit(Outcome.UNKNOWN, Side.MASTER, "one", 20, 25));

    // Then
    assertThat(Turns.of(record).overlaps()).isEmpty();
  }

  private void acknowledged(Side side, String process, long from, long to) {
    record.add(commit(Outcome.ACKNOWLEDGED, side, process, from, to));
  }

  private static Commit commit(Outcome outcome, Side side, String process, long from, long to) {
    return new Commit(
        outcome, side, from + 1, START.plusMillis(from), START.plusMillis(to), process);
  }
}
