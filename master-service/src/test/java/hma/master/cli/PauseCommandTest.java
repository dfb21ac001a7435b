package hma.master.cli;

import static org.assertj.core.api.Assertions.assertThat;

import hma.config.SettingsSource;
import hma.master.support.RunningApi;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PauseCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;
  private RunningApi api;

  @BeforeEach
  void start() throws Exception {
    api = new RunningApi(Clock.systemUTC());
  }

  @AfterEach
  void stop() throws Exception {
    api.close();
    assertThat(out.toString() + err).doesNotContain(RunningApi.SHARED.reveal());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-12-24, 2026-12-24T00:00:00Z",
    "2026-12-24T18:00:00Z, 2026-12-24T18:00:00Z",
    "2026-12-24T18:00+01:00, 2026-12-24T17:00:00Z"
  })
  void pausesUntilADayOrAMoment(String until, Instant end) {
    assertThat(run("pause", "--until", until, "--by", "Ada")).isZero();

    assertThat(api.pausing().paused().until()).isEqualTo(end);
    assertThat(out.toString()).contains("paused until " + end + ", as Ada asked");
  }

  @Test
  void pausesForAWhile() {
    assertThat(run("pause", "--until", "3d", "--json")).isZero();

    Instant until = api.pausing().paused().until();
    assertThat(Duration.between(Instant.now(), until)).isBetween(days(2), days(4));
    assertThat(new JsonObject(out.toString()).getInstant("until")).isEqualTo(until);
  }

  @Test
  void pausesUntilItIsResumed() {
    assertThat(run("pause")).isZero();
    assertThat(out.toString()).contains("paused until hma resume");

    assertThat(run("resume")).isZero();

    assertThat(api.pausing().paused()).isNull();
    assertThat(out.toString()).contains("the schedule is followed again");
  }

  @Test
  void saysWhyItIsNotResumed() {
    assertThat(run("resume")).isEqualTo(ExitCodes.REFUSED);

    assertThat(err.toString()).contains("set it to off");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tomorrow", "2026-02-30", "2026-12-24T18:00", "20261224", "0s", "-3d"})
  void namesWhatIsNoTime(String until) {
    assertThat(run("pause", "--until=" + until)).isEqualTo(ExitCodes.USAGE);

    assertThat(err.toString()).contains("--until '" + until + "'", "2026-12-24", "3d");
    assertThat(api.pausing().paused()).isNull();
  }

  @Test
  void namesWhatIsNoName() {
    assertThat(run("pause", "--by", " ")).isEqualTo(ExitCodes.USAGE);

    assertThat(err.toString()).contains("1 to 80 characters");
  }

  private static Duration days(int days) {
    return Duration.ofDays(days);
  }

  private int run(String... arguments) {
    Map<String, String> environment =
        Map.of(
            "HMA_SHARED_KEY",
            RunningApi.SHARED.reveal(),
            "HMA_MASTER_URL",
            api.address().toString());
    Console console =
        new Console(
            new PrintWriter(out), new PrintWriter(err), new SettingsSource(environment, directory));
    return Cli.run(new FakeServices(0), console, arguments);
  }
}
