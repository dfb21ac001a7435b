package hma.master.cli;

import static org.assertj.core.api.Assertions.assertThat;

import hma.config.SettingsSource;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigCommandTest {
  private static final String KEY = "0123456789abcdef0123456789abcdef";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Map<String, String> environment = new HashMap<>();

  @TempDir private Path directory;

  @BeforeEach
  void give() {
    environment.put("DATABASE_URL", "postgres://app:sesame@db.example.com/shop");
    environment.put("HMA_SHARED_KEY", KEY);
    environment.put("MASTER_APP", "one-app");
    environment.put("SLAVE_APP", "two-app");
    environment.put("MASTER_HEROKU_TOKEN", "master-token");
    environment.put("SLAVE_HEROKU_TOKEN", "slave-token");
    environment.put("HMA_MASTER_URL", "https://one-app.example.com");
  }

  @Test
  void showsEachSettingWithItsOrigin() {
    assertThat(run("config")).isZero();

    assertThat(out.toString())
        .containsPattern("MASTER_APP +one-app +environment\\R")
        .containsPattern("HMA_STOP_GRACE +90s +default\\R")
        .containsPattern("HMA_SHARED_KEY +set \\(hidden\\) +environment\\R")
        .endsWith("ok the master can start with these" + System.lineSeparator())
        .doesNotContain("sesame", KEY, "-token", "HMA_MASTER_URL");
  }

  @Test
  void exitsWithTwoWhereTheServiceWouldNotStart() {
    environment.remove("SLAVE_APP");
    environment.put("HMA_FENSE", "off");

    assertThat(run("config")).isEqualTo(2);

    assertThat(out.toString())
        .containsPattern("SLAVE_APP +- +missing\\R")
        .contains(
            "PROBLEM SLAVE_APP is missing: set it to the name of the slave's app",
            "PROBLEM HMA_FENSE is not a setting: did you mean HMA_FENCE?",
            "PROBLEM the master does not start with these");
  }

  @Test
  void showsTheSameAsJson() {
    environment.remove("MASTER_APP");

    assertThat(run("config", "--json")).isEqualTo(2);
    JsonObject ofTheMaster = new JsonObject(out.toString());
    out.getBuffer().setLength(0);
    assertThat(run("config", "--json", "--role", "agent")).isZero();

    assertThat(ofTheMaster.fieldNames())
        .containsExactly("role", "usable", "settings", "problems", "warnings");
    assertThat(ofTheMaster.getJsonArray("settings").getJsonObject(4))
        .isEqualTo(
            new JsonObject()
                .put("name", "MASTER_APP")
                .putNull("value")
                .put("origin", "missing")
                .put("secret", false));
    assertThat(new JsonObject(out.toString()).getBoolean("usable")).isTrue();
  }

  @Test
  void printsATemplateOfEitherFormat() {
    assertThat(run("config", "--template")).isZero();
    assertThat(out.toString()).contains("#HMA_TIME: \"00:00\"").doesNotContain(KEY);

    assertThat(run("config", "--template", "--format", "properties")).isZero();
    assertThat(out.toString()).contains("#HMA_TIME=00:00");
  }

  @Test
  void writesATemplateForItsOwnerAloneAndNeverOverAFile() throws Exception {
    Path file = directory.resolve("hma.yaml");

    assertThat(run("config", "--write", "hma.yaml")).isZero();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Files.writeString(file, "MASTER_APP: mine\n");

    assertThat(run("config", "--template", "--write", "hma.yaml")).isEqualTo(2);
    assertThat(err.toString()).contains("hma.yaml is there already", "--force");
    assertThat(file).hasContent("MASTER_APP: mine\n");

    assertThat(run("config", "--template", "--write", "hma.yaml", "--force")).isZero();
    assertThat(file).content().contains("MASTER_APP: \"\"");
    assertThat(directory).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void takesTheFormatFromTheFilesName() {
    assertThat(run("config", "--write", "hma.properties")).isZero();

    assertThat(directory.resolve("hma.properties")).content().contains("MASTER_APP=\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--force",
        "--template --json",
        "--format toml",
        "--role worker",
        "--write nowhere/hma.yaml",
        "--write hma.yaml --format properties",
        "--write hma.properties --format yaml"
      })
  void namesWhatDoesNotGoTogether(String options) {
    assertThat(run(("config " + options).split(" "))).isEqualTo(2);

    assertThat(err.toString()).isNotBlank().doesNotContain("Exception", "\tat ");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void explainsItsExitCodes() {
    assertThat(run("config", "--help")).isZero();

    assertThat(out.toString()).contains("Exit codes:", "can start with these", "Examples:");
  }

  private int run(String... arguments) {
    return Cli.run(
        new FakeServices(0),
        new Console(
            new PrintWriter(out), new PrintWriter(err), new SettingsSource(environment, directory)),
        arguments);
  }
}
