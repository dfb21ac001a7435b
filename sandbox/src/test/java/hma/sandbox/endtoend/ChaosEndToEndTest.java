package hma.sandbox.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ./hma chaos} as a process of its own: for some seconds with another seed each day, for
 * minutes in {@code ./hma test --all}. {@code -Dhma.test.seed=N} repeats it.
 */
final class ChaosEndToEndTest {
  private static final long SECONDS = Boolean.getBoolean("hma.test.all") ? 600 : 10;

  /** What it may take besides: to start, to come to rest, to prove and to end. */
  private static final long BESIDES = 600;

  @TempDir Path folder;

  @Test
  void losesNothingAndNeverRunsTwoWorkers() throws Exception {
    // Given
    Installation.assumeBuilt();
    long seed = Long.getLong("hma.test.seed", LocalDate.now(ZoneOffset.UTC).toEpochDay());
    System.err.printf("hma tests: %d s of chaos from -Dhma.test.seed=%d%n", SECONDS, seed);
    File out = folder.resolve("out").toFile();
    File told = folder.resolve("told").toFile();

    // When
    Process chaos =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Dhma.home=" + Installation.HOME,
                    "-cp",
                    System.getProperty("java.class.path"),
                    "hma.sandbox.Main",
                    "chaos",
                    "--json",
                    "--seconds=" + SECONDS,
                    "--seed=" + seed))
            .redirectOutput(out)
            .redirectError(told)
            .start();
    boolean ended = chaos.waitFor(SECONDS + BESIDES, TimeUnit.SECONDS);
    chaos.destroy();

    // Then
    String story = Files.readString(told.toPath());
    assertThat(ended).as(story).isTrue();
    JsonObject result = new JsonObject(Files.readString(out.toPath()));
    assertThat(result.getJsonArray("violations")).as(story).isEmpty();
    assertThat(chaos.exitValue()).isZero();
    assertThat(result.getJsonObject("mishaps")).isNotEmpty();
    assertThat(result.getJsonObject("switchovers").getInteger("COMPLETED")).isPositive();
    assertThat(result.getJsonObject("ledger").getInteger("acknowledged")).isPositive();
    assertThat(story).contains("one more switchover, undisturbed, has completed", "PASS");
  }
}
