package hma.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class PhaseLogTest {
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

  private final PhaseLog log = new PhaseLog();

  @Test
  void givesEachPhaseItsTimeAndWhatItCarried() {
    // Given
    look(0, "PREPARING", 0, 0);
    look(1_000, "PREPARING", 0, 0);
    look(1_500, "COPYING", 10, 100);
    look(2_000, "COPYING", 90, 900);
    look(3_500, "STOPPING", 100, 1_000);
    look(4_000, "COMPLETED", 120, 1_300);

    // When
    var phases = log.finished();

    // Then
    assertThat(phases)
        .containsExactly(
            new Phase("PREPARING", Duration.ofMillis(1_500), 10, 100),
            new Phase("COPYING", Duration.ofMillis(2_000), 90, 900),
            new Phase("STOPPING", Duration.ofMillis(500), 20, 300));
  }

  @Test
  void readsAnAnswerThatSaysLittle() {
    // Given
    log.add(START, new Switchover(new JsonObject()));
    log.add(
        START.plusMillis(5),
        new Switchover(new JsonObject().putNull("rows").put("state", "FAILED")));

    // When
    var phases = log.finished();

    // Then
    assertThat(phases).containsExactly(new Phase("UNKNOWN", Duration.ofMillis(5), 0, 0));
  }

  private void look(long atMs, String state, long rows, long bytes) {
    JsonObject json = new JsonObject().put("state", state).put("rows", rows).put("bytes", bytes);
    log.add(START.plusMillis(atMs), new Switchover(json));
  }
}
