package hma.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What people are shown of the settings. */
@ExtendWith(VertxExtension.class)
class ConfigReportTest {
  private static final String KEY = "0123456789abcdef0123456789abcdef";

  @TempDir Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private Vertx vertx;

  @BeforeEach
  void give(Vertx given) {
    vertx = given;
    environment.put("DATABASE_URL", "postgres://app:sesame@db.example.com:5433/shop");
    environment.put("HMA_SHARED_KEY", KEY);
    environment.put("MASTER_APP", "one-app");
    environment.put("SLAVE_APP", "two-app");
    environment.put("MASTER_HEROKU_TOKEN", "master-token");
    environment.put("SLAVE_HEROKU_TOKEN", "slave-token");
  }

  @Test
  void tellsTheStrongestOriginOfEachSetting() throws Exception {
    // Given
    file("hma.properties", "HMA_BOOT_LIMIT=4\nHMA_TIME=01:00\nHMA_FENCE=off\n", "rw-------");
    file("hma.yaml", "HMA_BOOT_LIMIT: 5\nHMA_TIME: '02:00'\nPG_TABLES: [a, b]\n", "rw-------");
    environment.put("HMA_BOOT_LIMIT", "6");

    // When
    ConfigReport report = report(Role.MASTER);

    // Then
    assertThat(report.usable()).isTrue();
    assertThat(report.problems()).isEmpty();
    assertThat(report.warnings()).isEmpty();
    assertThat(report.settings())
        .contains(
            entry("HMA_BOOT_LIMIT", "6", "environment"),
            entry("HMA_TIME", "02:00", "hma.yaml"),
            entry("PG_TABLES", "a,b", "hma.yaml"),
            entry("HMA_FENCE", "off", "hma.properties"),
            entry("HMA_STOP_GRACE", "90s", "default"),
            entry("HMA_REFRESH", "none", "default"),
            entry("HMA_APP", "as MASTER_APP", "default"))
        .hasSameSizeAs(Selections.OF_THE_MASTER);
  }

  @Test
  void hidesSecretsWholly() throws Exception {
    // Given
    environment.put("HMA_WEBHOOK_URL", "https://hooks.slack.com/services/T0/B0/sesame");

    // When
    ConfigReport report = report(Role.MASTER);

    // Then
    assertThat(report.settings())
        .contains(
            secret("DATABASE_URL", "shop of db.example.com:5433 (user and password hidden)"),
            secret("HMA_SHARED_KEY", "set (hidden)"),
            secret("HMA_SHARED_KEY_PREVIOUS", "none"),
            secret("HMA_WEBHOOK_URL", "set (hidden)"),
            secret("SLAVE_HEROKU_TOKEN", "set (hidden)"));
    assertThat(report.toString()).doesNotContain("sesame", "app:", KEY, "-token", "T0");
  }

  @Test
  void hidesSecretsThatCannotBeUsedToo() throws Exception {
    // Given
    environment.put("DATABASE_URL", "postgres://app:sesame@db.example.com:x/shop");
    environment.put("HMA_SHARED_KEY", "sesame");
    environment.put("HMA_HEROKU_API", "https://user:sesame@api.example.com");
    environment.put("SLAVE_APP", "HRKU-sesame");
    environment.put("HMA_SHARED_KY", "sesame");

    // When
    ConfigReport report = report(Role.MASTER);

    // Then
    assertThat(report.usable()).isFalse();
    assertThat(report.problems()).hasSize(5);
    assertThat(report.toString())
        .contains("HMA_HEROKU_API is \"https://…@api.example.com\"", "SLAVE_APP is \"HRKU-…\"")
        .doesNotContain("sesame");
  }

  @Test
  void namesTheProblemsAsTheServiceDoes() throws Exception {
    // Given
    environment.remove("MASTER_APP");
    environment.put("HMA_FENSE", "off");
    environment.put("HMA_REFRESH", "6h");
    environment.put("HMA_LIVE_COPY", "off");
    InvalidSettings refusal =
        (InvalidSettings)
            catchThrowable(() -> Settings.master(vertx, source()).await(10, TimeUnit.SECONDS));

    // When
    ConfigReport report = report(Role.MASTER);

    // Then
    assertThat(report.problems()).hasSize(3).isEqualTo(refusal.problems());
    assertThat(report.settings())
        .contains(new ConfigReport.Entry("MASTER_APP", null, "missing", false));
  }

  @Test
  void tellsOfAFileThatCannotBeReadAndOfTheRest() throws Exception {
    // Given
    environment.remove("MASTER_APP");
    file("hma.yaml", "MASTER_APP: [", "rw-------");

    // When
    ConfigReport report = report(Role.MASTER);

    // Then
    assertThat(report.problems())
        .containsExactly("hma.yaml cannot be read at line 1: correct it or remove it");
    assertThat(report.settings()).contains(entry("SLAVE_APP", "two-app", "environment"));
  }

  @Test
  void showsTheAgentsSettingsAlone() throws Exception {
    // Given
    environment.keySet().retainAll(java.util.Set.of("DATABASE_URL", "HMA_SHARED_KEY"));

    // When
    ConfigReport report = report(Role.AGENT);

    // Then
    assertThat(report.usable()).isTrue();
    assertThat(report.settings())
        .extracting(ConfigReport.Entry::name)
        .containsExactly(
            "DATABASE_URL",
            "HMA_SHARED_KEY",
            "HMA_SHARED_KEY_PREVIOUS",
            "PORT",
            "HMA_LOG",
            "HMA_LOG_LEVEL");
  }

  @Test
  void warnsOfAFileWithSecretsThatOthersMayRead() throws Exception {
    // Given
    file("hma.yaml", "HMA_SHARED_KEY: " + KEY + "x\nPORT: 5000\n", "rw-r-----");
    file("hma.properties", "PORT=5000\n", "rw-r--r--");

    // When
    ConfigReport report = report(Role.MASTER);

    // Then
    assertThat(report.usable()).isTrue();
    assertThat(report.warnings())
        .containsExactly(
            "hma.yaml holds secrets (HMA_SHARED_KEY), and others than its owner may read or change"
                + " it (rw-r-----): chmod 600 hma.yaml");
  }

  @Test
  void warnsOfWhatTheLogDoesNotReadInAFile() throws Exception {
    // Given
    file("hma.yaml", "HMA_LOG_LEVEL: DEBUG\n", "rw-r--r--");

    // When
    ConfigReport report = report(Role.AGENT);

    // Then
    assertThat(report.warnings())
        .containsExactly(
            "HMA_LOG_LEVEL in hma.yaml has no effect: the log reads the environment only, so set"
                + " it there");
  }

  private ConfigReport report(Role role) throws Exception {
    return Settings.report(vertx, source(), role).await(10, TimeUnit.SECONDS);
  }

  private SettingsSource source() {
    return new SettingsSource(environment, directory);
  }

  private void file(String name, String text, String mode) throws IOException {
    Path file = Files.writeString(directory.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private static ConfigReport.Entry entry(String name, String value, String origin) {
    return new ConfigReport.Entry(name, value, origin, false);
  }

  private static ConfigReport.Entry secret(String name, String value) {
    return new ConfigReport.Entry(
        name, value, value.equals("none") ? "default" : "environment", true);
  }
}
