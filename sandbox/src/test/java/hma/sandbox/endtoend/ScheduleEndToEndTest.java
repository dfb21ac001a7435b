package hma.sandbox.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import hma.protocol.Side;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A master that sleeps over a boundary catches up by itself, once, unless it is told to pause. */
final class ScheduleEndToEndTest {
  @TempDir private Path folder;

  @Test
  void isFollowedAfterASleepAndNotWhilePaused() throws Exception {
    try (Installation installation =
        Installation.start(folder, Map.of("HMA_STOP_GRACE", "4s", "HMA_SCHEDULE", "1:slave"))) {
      // Given: it went to sleep two months ago
      assertThat(installation.active()).isEqualTo(Side.MASTER);
      installation.awaitWorkAt(Side.MASTER);
      installation.masters(0);
      installation
          .database(Side.MASTER)
          .run("UPDATE hma.ownership SET decided_at = now() - interval '2 months'");

      // When
      installation.masters(1);

      // Then
      Installation.patiently().ignoreExceptions().until(() -> installation.isIdleAt(Side.SLAVE));
      installation.awaitWorkAt(Side.SLAVE);
      assertThat(installation.notes().overlaps()).isEmpty();

      // When: it is switched back by hand, which holds until the next boundary
      installation.makeActive(Side.MASTER);
      CommandLine.Ended paused = installation.commandLine().run("pause", "--by", "Ada");
      CommandLine.Ended status = installation.commandLine().run("status");

      // Then
      assertThat(paused.code()).as(paused.out()).isZero();
      assertThat(status.out())
          .contains("active      master", "next        slave at ")
          .contains("schedule    paused until hma resume, as Ada asked");
      assertThat(installation.commandLine().run("resume").code()).isZero();
      assertThat(
              installation
                  .database(Side.MASTER)
                  .rows("SELECT facts->>'trigger' FROM hma.switchovers ORDER BY started_at"))
          .containsExactly("SCHEDULE", "DEMAND");
    }
  }
}
