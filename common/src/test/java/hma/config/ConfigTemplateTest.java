package hma.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The file that is there to be filled in. */
@ExtendWith(VertxExtension.class)
class ConfigTemplateTest {
  private static final Map<String, String> VALUES =
      Map.of(
          "DATABASE_URL", "postgres://app:a%5Cb@db.example.com/shop",
          "HMA_SHARED_KEY", "0123456789abcdef0123456789abcdef",
          "MASTER_APP", "one-app",
          "SLAVE_APP", "two-app",
          "MASTER_HEROKU_TOKEN", "master-token",
          "SLAVE_HEROKU_TOKEN", "slave-token");

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void isReadOnceItIsFilledIn(ConfigTemplate.Format format, Vertx vertx) throws Exception {
    // Given
    write(format, filledIn(Role.MASTER, format));

    // When
    MasterSettings settings = await(Settings.master(vertx, source(Map.of())));

    // Then
    assertThat(settings).isEqualTo(await(Settings.master(vertx, source(VALUES))));
  }

  @ParameterizedTest
  @EnumSource
  void tellsTheDefaultsAsTheyAre(ConfigTemplate.Format format, Vertx vertx) throws Exception {
    // Given
    MasterSettings defaults = await(Settings.master(vertx, source(VALUES)));
    write(
        format,
        filledIn(Role.MASTER, format).stream()
            .map(line -> line.matches("#[A-Z].*") ? line.substring(1) : line)
            .toList());

    // When
    MasterSettings settings = await(Settings.master(vertx, source(Map.of())));

    // Then
    assertThat(settings).isEqualTo(defaults);
  }

  @ParameterizedTest
  @EnumSource
  void isReadByTheAgent(ConfigTemplate.Format format, Vertx vertx) throws Exception {
    // Given
    write(format, filledIn(Role.AGENT, format));

    // When
    AgentSettings settings = await(Settings.agent(vertx, source(Map.of())));

    // Then
    assertThat(settings.port()).isEqualTo(8080);
  }

  @Test
  void namesEverySettingOnceTheRequiredOnesFirst() {
    // When
    List<String> names =
        ConfigTemplate.lines(Role.MASTER, ConfigTemplate.Format.PROPERTIES).stream()
            .filter(line -> line.matches("#?[A-Z_]+=.*"))
            .map(line -> line.substring(0, line.indexOf('=')))
            .toList();

    // Then
    assertThat(names).hasSameSizeAs(Selections.OF_THE_MASTER).doesNotHaveDuplicates();
    assertThat(names.subList(0, 6))
        .allMatch(VALUES::containsKey, "is required, so not commented out");
    assertThat(names.subList(6, names.size())).allMatch(name -> name.startsWith("#"));
  }

  @Test
  void explainsWhatHasToBeGivenAndWhatHolds() {
    assertThat(ConfigTemplate.lines(Role.MASTER, ConfigTemplate.Format.YAML))
        .containsSubsequence(
            "# The app whose worker is the master's.",
            "# Allowed: an app's name as in heroku apps.",
            "# Set it to the name of the master's app.",
            "MASTER_APP: \"\"",
            "",
            "# How long a stopped worker may still show.",
            "# Allowed: 1s to 1h.",
            "# Default: 90s.",
            "#HMA_STOP_GRACE: \"90s\"");
  }

  private static List<String> filledIn(Role role, ConfigTemplate.Format format) {
    return ConfigTemplate.lines(role, format).stream()
        .map(line -> {
          String name = line.split("[:=]", 2)[0];
          return VALUES.containsKey(name)
              ? line.replace("\"\"", "") + quoted(VALUES.get(name), format)
              : line;
        })
        .toList();
  }

  private static String quoted(String value, ConfigTemplate.Format format) {
    return format == ConfigTemplate.Format.YAML ? "\"" + value + "\"" : value;
  }

  private void write(ConfigTemplate.Format format, List<String> lines) throws IOException {
    Files.write(directory.resolve(format.file()), lines);
  }

  private SettingsSource source(Map<String, String> environment) {
    return new SettingsSource(
        environment, environment.isEmpty() ? directory : directory.resolve("nothing"));
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(10, TimeUnit.SECONDS);
  }
}
