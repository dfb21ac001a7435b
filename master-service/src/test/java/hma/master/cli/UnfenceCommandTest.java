package hma.master.cli;

import static org.assertj.core.api.Assertions.assertThat;

import hma.config.SettingsSource;
import hma.master.support.RunningApi;
import hma.master.switchover.FenceChange;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnfenceCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Optional<String> answer = Optional.empty();

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

  @Test
  void opensTheStandbyAndSaysUntilWhen() {
    assertThat(run("--standby", "--ttl", "2h", "--by", "Ada")).isZero();

    assertThat(api.fences().asked())
        .containsExactly(new FenceChange.Open(Duration.ofHours(2), "Ada"));
    assertThat(out.toString())
        .contains("the slave is open for migrations until 2026-11-21T02:00:00Z (12 tables")
        .contains("./hma unfence --standby --close")
        .doesNotContain("DROP SCHEMA");
  }

  @Test
  void closesTheStandbyAtOnce() {
    assertThat(run("--standby", "--close", "--json")).isZero();

    assertThat(api.fences().asked()).containsExactly(new FenceChange.Close());
    assertThat(new JsonObject(out.toString()).getString("change")).isEqualTo("close");
  }

  @Test
  void liftsAllFencesOnceSomebodyHasTypedYesAndSaysWhatProtectsThen() {
    answer = Optional.of("yes");

    assertThat(run()).isZero();

    assertThat(api.fences().asked()).containsExactly(new FenceChange.Lift());
    assertThat(err.toString()).contains("nothing in them keeps two workers from writing");
    assertThat(out.toString())
        .contains("the master has no fence", "the slave has no fence: 12")
        .contains("Nothing in the databases keeps two workers from writing now")
        .contains("DROP SCHEMA hma CASCADE");
  }

  @ParameterizedTest
  @CsvSource({"y, nothing was changed", ", give --yes"})
  void liftsNothingOtherwise(String typed, String said) {
    answer = Optional.ofNullable(typed);

    assertThat(run()).isEqualTo(ExitCodes.USAGE);

    assertThat(api.fences().asked()).isEmpty();
    assertThat(err.toString()).contains(said);
  }

  @Test
  void saysWhichSideCouldNotBeReached() {
    api.fences().loseSlave();

    assertThat(run("--yes")).isEqualTo(ExitCodes.FAILED);

    assertThat(err.toString()).isEmpty();
    assertThat(out.toString())
        .contains("the master has no fence")
        .contains("the slave could not be reached", "no agent answers");
  }

  @Test
  void saysWhyTheMasterRefuses() {
    api.fences().refuse();

    assertThat(run("--standby")).isEqualTo(ExitCodes.REFUSED);

    assertThat(err.toString()).contains("a switchover runs");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--ttl 10m|are for --standby",
        "--close|are for --standby",
        "--standby --close --ttl 1m|leave --ttl",
        "--standby --ttl 0s|from 1s to 24h",
        "--standby --ttl 25h|from 1s to 24h",
        "--standby --ttl soon|from 1s to 24h"
      })
  void namesWhatIsWrongWithItsOptions(String options, String named) {
    assertThat(run(options.split(" ", -1))).isEqualTo(ExitCodes.USAGE);

    assertThat(err.toString()).contains(named);
    assertThat(api.fences().asked()).isEmpty();
  }

  @Test
  void explainsItself() {
    assertThat(run("--help")).isZero();

    assertThat(out.toString()).contains("--standby", "--ttl", "--close", "--yes", "Exit codes:");
  }

  private int run(String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "unfence";
    System.arraycopy(options, 0, arguments, 1, options.length);
    Map<String, String> environment =
        Map.of(
            "HMA_SHARED_KEY",
            RunningApi.SHARED.reveal(),
            "HMA_MASTER_URL",
            api.address().toString());
    Console console =
        new Console(
            new PrintWriter(out),
            new PrintWriter(err),
            new SettingsSource(environment, directory),
            Marks.PLAIN,
            Console.Audience.READS,
            prompt -> answer);
    return Cli.run(new FakeServices(0), console, arguments);
  }
}
