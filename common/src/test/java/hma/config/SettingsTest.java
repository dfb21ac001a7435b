package hma.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import hma.protocol.Side;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(VertxExtension.class)
class SettingsTest {
  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final String OLD_KEY = "fedcba9876543210fedcba9876543210";
  private static final String URL = "postgres://app:sesame@db.example.com/shop";

  /** 32 and 24 bytes. */
  private static final String WEBHOOK_SECRET = "whsec_NTg5YzQwZjQ2ZTE5NzM0YzJkYmJmOGU2YTBhMWYyYjM=";

  private static final String OLD_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  @TempDir Path directory;
  Vertx vertx;

  @BeforeEach
  void take(Vertx given) {
    vertx = given;
  }

  @Test
  void hasADefaultForAllThatNeedNotBeSaid() throws Exception {
    MasterSettings settings = master(required());

    assertThat(settings)
        .isEqualTo(
            new MasterSettings(
                DatabaseUrl.parse(URL),
                new SharedKey(Secret.of(KEY), Optional.empty()),
                8080,
                new HerokuSettings(
                    URI.create("https://api.heroku.com"),
                    new HerokuApp("one-app", Secret.of("master-token")),
                    new HerokuApp("two-app", Secret.of("slave-token")),
                    "one-app",
                    "two-app"),
                new SwitchoverSettings(
                    List.of(),
                    List.of(ProcessRule.carriedOver("worker")),
                    Duration.ofSeconds(90),
                    3,
                    true,
                    new LiveCopySettings(
                        true,
                        LiveCopySettings.WhenBehind.WAIT,
                        Duration.ofMillis(100),
                        256L << 20,
                        Optional.empty(),
                        LiveCopySettings.Resumable.AUTO)),
                new ScheduleSettings(
                    List.of(new ScheduleEntry(1, Side.MASTER), new ScheduleEntry(21, Side.SLAVE)),
                    LocalTime.MIDNIGHT,
                    ZoneId.of("UTC"),
                    Optional.empty(),
                    false),
                true,
                Optional.empty()));
  }

  @Test
  void mapsEverySetting() throws Exception {
    MasterSettings settings = master(everything());

    assertThat(settings)
        .isEqualTo(
            new MasterSettings(
                DatabaseUrl.parse(URL),
                new SharedKey(Secret.of(KEY), Optional.of(Secret.of(OLD_KEY))),
                5000,
                new HerokuSettings(
                    URI.create("http://127.0.0.1:5001/api"),
                    new HerokuApp("one-app", Secret.of("master-token")),
                    new HerokuApp("two-app", Secret.of("slave-token")),
                    "hma-app",
                    "agent-app"),
                new SwitchoverSettings(
                    List.of("customer", "sales.*"),
                    List.of(ProcessRule.carriedOver("worker"), ProcessRule.carriedOver("clock")),
                    Duration.ofMinutes(2),
                    5,
                    false,
                    new LiveCopySettings(
                        false,
                        LiveCopySettings.WhenBehind.GIVE_UP,
                        Duration.ofSeconds(2),
                        1L << 30,
                        Optional.empty(),
                        LiveCopySettings.Resumable.ON)),
                new ScheduleSettings(
                    List.of(new ScheduleEntry(5, Side.SLAVE), new ScheduleEntry(31, Side.MASTER)),
                    LocalTime.of(3, 30),
                    ZoneId.of("Europe/Berlin"),
                    Optional.of(Duration.ofHours(24)),
                    true),
                false,
                Optional.of(
                    new Webhook(
                        URI.create("https://hooks.example.com/T0/secret-path"),
                        Webhook.Format.SLACK,
                        List.of(webhookSecret(WEBHOOK_SECRET), webhookSecret(OLD_SECRET))))));
  }

  @Test
  void readsWhatTheAgentNeedsAndNoMore() throws Exception {
    AgentSettings settings =
        agent(Map.of("DATABASE_URL", URL, "HMA_SHARED_KEY", KEY, "PORT", "5000"));

    assertThat(settings)
        .isEqualTo(
            new AgentSettings(
                DatabaseUrl.parse(URL), new SharedKey(Secret.of(KEY), Optional.empty()), 5000));
  }

  @Test
  void readsTheKeyAlone() throws Exception {
    SharedKey key = await(Settings.key(vertx, source(Map.of("HMA_SHARED_KEY", KEY))));

    assertThat(key.current()).isEqualTo(Secret.of(KEY));
  }

  @Test
  void readsThisProcessEnvironment() {
    Throwable failure = catchThrowable(() -> await(Settings.master(vertx)));

    assertThat(failure).isInstanceOf(InvalidSettings.class).hasMessageContaining("MASTER_APP");
  }

  @Test
  void takesYamlUnderTheEnvironment() throws Exception {
    file(
        "hma.yaml",
        """
        PORT: 5000
        HMA_FENCE: off
        HMA_WHEN_BEHIND: go-on
        HMA_RESUMABLE: off
        HMA_SCHEDULE: off
        HMA_BOOT_LIMIT: 7
        HMA_STOP_GRACE: 30
        PG_TABLES: [customer, sales.*]
        HMA_WEBHOOK_URL:
        """);

    MasterSettings settings = master(with(required(), "HMA_BOOT_LIMIT", "9"));

    assertThat(settings.port()).isEqualTo(5000);
    assertThat(settings.switchover())
        .isEqualTo(
            new SwitchoverSettings(
                List.of("customer", "sales.*"),
                List.of(ProcessRule.carriedOver("worker")),
                Duration.ofSeconds(30),
                9,
                false,
                new LiveCopySettings(
                    true,
                    LiveCopySettings.WhenBehind.GO_ON,
                    Duration.ofMillis(100),
                    256L << 20,
                    Optional.empty(),
                    LiveCopySettings.Resumable.OFF)));
    assertThat(settings.schedule().entries()).isEmpty();
    assertThat(settings.webhook()).isEmpty();
  }

  @Test
  void takesPropertiesAsTheTextTheyAre() throws Exception {
    file("hma.properties", "HMA_SHARED_KEY=01234567890123456789012345678901\nPORT=5000\n");
    Map<String, String> environment = with(required(), "PORT", " ");
    environment.remove("HMA_SHARED_KEY");

    MasterSettings settings = master(environment);

    assertThat(settings.key().current().reveal()).isEqualTo("01234567890123456789012345678901");
    assertThat(settings.port()).isEqualTo(5000);
  }

  @Test
  void refusesASecretThatYamlTakesForANumber() throws Exception {
    file("hma.yaml", "HMA_SHARED_KEY: 12345678901234567890123456789012345\n");
    Map<String, String> environment = required();
    environment.remove("HMA_SHARED_KEY");

    assertThatThrownBy(() -> master(environment))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("HMA_SHARED_KEY")
        .hasMessageContaining("quotes")
        .hasMessageNotContaining("12345");
  }

  @ParameterizedTest
  @CsvSource({
    "hma.yaml, 'PORT: 5000\nDATABASE_URL: \"sesame\nX: [', at line",
    "hma.properties, DATABASE_URL=sesame\\u00zz, hma.properties cannot be read"
  })
  void namesAFileThatCannotBeReadWithoutRepeatingIt(String name, String text, String expected)
      throws Exception {
    file(name, text);

    assertThatThrownBy(() -> master(required()))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining(name + " cannot be read")
        .hasMessageContaining(expected)
        .hasMessageNotContaining("sesame")
        .hasNoCause();
  }

  @Test
  void takesAFileOfCommentsForAnEmptyOne() throws Exception {
    file("hma.yaml", "# nothing yet\n");

    assertThat(master(required()).port()).isEqualTo(8080);
  }

  @ParameterizedTest
  @CsvSource({
    "hma.yaml, just text, hma.yaml holds no settings: write a line NAME: value for each",
    "hma.yaml, '- PORT: 1\n', hma.yaml holds no settings: write a line NAME: value for each",
    "hma.yaml, 'PORT: 1\nPORT: 2\n', PORT is in hma.yaml twice: keep one of them",
    "hma.properties, 'PORT=1\nPORT=2\n', PORT is in hma.properties twice: keep one of them",
    "hma.yml, 'PORT: 1\n', hma.yml is not read: call it hma.yaml",
    "hma.properties, 'foo=bar\n', foo is not a setting: remove it"
  })
  void saysWhatIsWrongWithAFileAsAWhole(String name, String text, String expected)
      throws Exception {
    file(name, text);

    assertThatThrownBy(() -> master(required()))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Berln, Europe/Berlin",
    "europe/berlin, Europe/Berlin",
    "berlin, Europe/Berlin",
    "utc, UTC"
  })
  void pointsAtTheZoneThatWasProbablyMeant(String text, String meant) {
    Map<String, String> environment = required();
    environment.put("HMA_TIMEZONE", text);

    assertThatThrownBy(() -> master(environment))
        .hasMessageContaining("did you mean " + meant + "?");
  }

  @Test
  void reportsEveryProblemAtOnce() {
    Map<String, String> environment = new HashMap<>();
    environment.put("DATABASE_URL", "postgres://app:sesame@host:x/shop");
    environment.put("HMA_SHARED_KEY", "too-short-secret");
    environment.put("PORT", "http");
    environment.put("MASTER_APP", "One App");
    environment.put("MASTER_HEROKU_TOKEN", "blank sesame");
    environment.put("HMA_STOP_GRACE", "soon");
    environment.put("HMA_SCHEDULE", "32:master");
    environment.put("HMA_TIME", "25:00");
    environment.put("HMA_TIMEZONE", "Mars/Phobos");
    environment.put("HMA_FENCE", "perhaps");
    environment.put("HMA_FENSE", "off");
    environment.put("HMA_WHEN_BEHIND", "panic");
    environment.put("HMA_VERIFY_BUDGET", "11m");
    environment.put("HMA_LOG_LIMIT", "plenty");
    environment.put("HMA_REFRESH", "1m");
    environment.put("HMA_RESUMABLE", "maybe");
    environment.put("HMA_HEROKU_API", "http://api.example.com");
    environment.put("HMA_WEBHOOK_URL", "https://hooks.example.com/very secret");
    environment.put("HMA_WEBHOOK_SECRET", "very secret");
    environment.put("HMA_WEBHOOK_FORMAT", "teams");
    environment.put("PG_TABLES", "a,,b");
    environment.put("HMA_PROCESSES", "work er");
    environment.put("HMA_BOOT_LIMIT", "0");
    environment.put("HMA_LOG", "xml");

    InvalidSettings failure = (InvalidSettings) catchThrowable(() -> master(environment));

    assertThat(failure.problems())
        .containsExactlyInAnyOrder(
            "HMA_FENSE is not a setting: did you mean HMA_FENCE?",
            "DATABASE_URL: has a port that is no number from 1 to 65535: percent-encode : and @ in"
                + " user and password, put an IPv6 address in brackets",
            "HMA_SHARED_KEY: it has 16 characters and must have at least 32: make one with"
                + " `openssl rand -hex 32`",
            "PORT is \"http\": it must be a whole number from 1 to 65535",
            "MASTER_APP is \"One App\": it must be an app's name as in `heroku apps`: lower-case"
                + " letters, digits and dashes",
            "SLAVE_APP is missing: set it to the name of the slave's app",
            "MASTER_HEROKU_TOKEN: it has a blank or a character that no token has: copy the token"
                + " alone",
            "SLAVE_HEROKU_TOKEN is missing: set it to a token of the slave's account, made by"
                + " `heroku authorizations:create`",
            "HMA_STOP_GRACE is \"soon\": it must be a duration from 1s to 1h, as in 90s, 2m or"
                + " PT90S",
            "HMA_SCHEDULE is \"32:master\": it must be days from 1 to 31 with a side each, as in"
                + " \"1:master 21:slave\", or off",
            "HMA_TIME is \"25:00\": it must be a time of day from 00:00 to 23:59, in quotes in a"
                + " YAML file",
            "HMA_TIMEZONE is \"Mars/Phobos\": it must be a time zone as in UTC, Europe/Berlin or"
                + " +02:00",
            "HMA_FENCE is \"perhaps\": it must be on or off",
            "HMA_WHEN_BEHIND is \"panic\": it must be one of wait, go-on, give-up",
            "HMA_VERIFY_BUDGET is \"11m\": it must be a duration from 0s to 600s, as in 90s, 2m or"
                + " PT90S",
            "HMA_LOG_LIMIT is \"plenty\": it must be a size of at least 1MB, as in 256MB or 1GB",
            "HMA_REFRESH is \"1m\": it must be a duration from 300s to 744h, as in 90s, 2m or"
                + " PT90S",
            "HMA_RESUMABLE is \"maybe\": it must be auto, on or off",
            "HMA_HEROKU_API is \"http://api.example.com\": it must be https (http is for loopback"
                + " only)",
            "HMA_WEBHOOK_URL: it must be an address as in https://host/path",
            "HMA_WEBHOOK_SECRET: it must be whsec_ and a key in base64: make one with `echo"
                + " \"whsec_$(openssl rand -base64 32)\"`",
            "HMA_WEBHOOK_FORMAT is \"teams\": it must be one of standard, slack",
            "PG_TABLES is \"a,,b\": it must be names separated by commas, none empty and none"
                + " twice, as in sales.*, customer",
            "HMA_PROCESSES is \"work er\": it must be process types as in the Procfile, separated"
                + " by commas, each alone or with a quantity and a size, as in worker=1:basic, clock",
            "HMA_BOOT_LIMIT is \"0\": it must be a whole number from 1 to 100",
            "HMA_LOG is \"xml\": it must be one of logfmt, json");
    assertThat(failure.getMessage())
        .startsWith("26 settings are wrong:\n  ")
        .doesNotContain("sesame", "too-short-secret", "very secret");
  }

  @ParameterizedTest
  @CsvSource({
    "HMA_SHAREDKEY, did you mean HMA_SHARED_KEY?",
    "HMA_SHARED_KY, did you mean HMA_SHARED_KEY?",
    "HMA_COMPLETELY_DIFFERENT, remove it"
  })
  void suggestsTheNearestNameAndNeverPrintsTheValueOfAnUnknownOne(String name, String expected) {
    assertThatThrownBy(() -> master(with(required(), name, "sesame")))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining(name + " is not a setting: " + expected)
        .hasMessageNotContaining("sesame");
  }

  @Test
  void leavesAloneWhatIsNotItsOwn() throws Exception {
    Map<String, String> environment = with(required(), "HOME", "/root");
    environment.put("HMA_SIDE", "master");

    assertThat(master(environment).port()).isEqualTo(8080);
  }

  @ParameterizedTest
  @CsvSource({
    "90, PT1M30S",
    "90s, PT1M30S",
    "2m, PT2M",
    "PT90S, PT1M30S",
    "1500ms, PT1.5S",
    "1h, PT1H"
  })
  void readsDurationsAsPeopleWriteThem(String text, Duration expected) throws Exception {
    MasterSettings settings = master(with(required(), "HMA_STOP_GRACE", text));

    assertThat(settings.switchover().stopGrace()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"0s", "61m", "-5s", "PT0.5S", "999999999999s", "1d", "''' '''"})
  void refusesDurationsOutOfRange(String text) {
    assertThatThrownBy(() -> master(with(required(), "HMA_STOP_GRACE", text)))
        .hasMessageContaining("HMA_STOP_GRACE")
        .hasMessageContaining("from 1s to 1h");
  }

  @ParameterizedTest
  @CsvSource({"1:master 1:slave", "0:master", "x", "1-master", "1:master;2:slave", "1:"})
  void refusesASchedulesThatIsNone(String text) {
    assertThatThrownBy(() -> master(with(required(), "HMA_SCHEDULE", text)))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("HMA_SCHEDULE is \"" + text + "\"");
  }

  @Test
  void sortsTheScheduleByDay() throws Exception {
    MasterSettings settings = master(with(required(), "HMA_SCHEDULE", "21:Slave, 1:MASTER"));

    assertThat(settings.schedule().entries())
        .containsExactly(new ScheduleEntry(1, Side.MASTER), new ScheduleEntry(21, Side.SLAVE));
  }

  @Test
  void refusesOneAppForBothSides() {
    assertThatThrownBy(() -> master(with(required(), "SLAVE_APP", "one-app")))
        .hasMessageContaining("MASTER_APP and SLAVE_APP are both \"one-app\": name two apps");
  }

  @Test
  void refusesToMoveTheWebProcessItRunsInItself() throws Exception {
    Map<String, String> environment = with(required(), "HMA_PROCESSES", "web");

    assertThatThrownBy(() -> master(environment))
        .hasMessageContaining("HMA_PROCESSES has web, which would stop HMA itself");

    environment.put("HMA_APP", "hma-app");
    environment.put("AGENT_APP", "agent-app");
    assertThat(master(environment).switchover().processes())
        .containsExactly(ProcessRule.carriedOver("web"));
  }

  @Test
  void refusesARootCertificateThatIsNotThere() {
    String url = URL + "?sslmode=verify-full&sslrootcert=" + directory.resolve("root.pem");

    assertThatThrownBy(() -> master(with(required(), "DATABASE_URL", url)))
        .hasMessageContaining("DATABASE_URL: the file that sslrootcert names cannot be read");
  }

  @Test
  void printsNoSecret() throws Exception {
    MasterSettings settings = master(everything());

    assertThat(settings.toString())
        .contains("one-app")
        .doesNotContain("sesame", KEY, OLD_KEY, "-token", "secret-path");
    assertThat(source(everything()).toString()).doesNotContain("sesame", KEY);
  }

  private Map<String, String> required() {
    return new HashMap<>(
        Map.of(
            "DATABASE_URL", URL,
            "HMA_SHARED_KEY", KEY,
            "MASTER_APP", "one-app",
            "SLAVE_APP", "two-app",
            "MASTER_HEROKU_TOKEN", "master-token",
            "SLAVE_HEROKU_TOKEN", "slave-token"));
  }

  @Test
  void refreshesByItselfOnlyWhereItMayCopyBesideTheWorker() throws Exception {
    // Given
    Map<String, String> environment = with(required(), "HMA_REFRESH", "6h");

    // When, Then
    assertThat(master(environment).switchover().liveCopy().refresh()).hasValue(Duration.ofHours(6));
    InvalidSettings failure =
        (InvalidSettings) catchThrowable(() -> master(with(environment, "HMA_LIVE_COPY", "off")));
    assertThat(failure.problems())
        .containsExactly(
            "HMA_REFRESH is set, and HMA_LIVE_COPY is off: a refresh copies while the worker"
                + " writes, so set it to on, or leave HMA_REFRESH out");
  }

  private Map<String, String> everything() {
    Map<String, String> environment = required();
    environment.put("HMA_SHARED_KEY_PREVIOUS", OLD_KEY);
    environment.put("PORT", "5000");
    environment.put("PG_TABLES", "customer, sales.*");
    environment.put("HMA_PROCESSES", "worker,clock");
    environment.put("HMA_SCHEDULE", "31:master 5:slave");
    environment.put("HMA_TIME", "03:30");
    environment.put("HMA_TIMEZONE", "Europe/Berlin");
    environment.put("HMA_PAUSED", "on");
    environment.put("HMA_STATUS", "private");
    environment.put("HMA_QUOTA_RESERVE", "24");
    environment.put("HMA_STOP_GRACE", "2m");
    environment.put("HMA_BOOT_LIMIT", "5");
    environment.put("HMA_FENCE", "OFF");
    environment.put("HMA_LIVE_COPY", "off");
    environment.put("HMA_WHEN_BEHIND", "give-up");
    environment.put("HMA_VERIFY_BUDGET", "2s");
    environment.put("HMA_LOG_LIMIT", "1 GB");
    environment.put("HMA_RESUMABLE", "on");
    environment.put("HMA_APP", "hma-app");
    environment.put("AGENT_APP", "agent-app");
    environment.put("HMA_WEBHOOK_URL", "https://hooks.example.com/T0/secret-path");
    environment.put("HMA_WEBHOOK_SECRET", WEBHOOK_SECRET + ", " + OLD_SECRET);
    environment.put("HMA_WEBHOOK_FORMAT", "slack");
    environment.put("HMA_HEROKU_API", "http://127.0.0.1:5001/api/");
    environment.put("HMA_LOG", "json");
    environment.put("HMA_LOG_LEVEL", "DEBUG");
    return environment;
  }

  private static WebhookSecret webhookSecret(String text) {
    return new WebhookSecret(Secret.of(text));
  }

  private static Map<String, String> with(
      Map<String, String> environment, String name, String value) {
    environment.put(name, value);
    return environment;
  }

  private MasterSettings master(Map<String, String> environment) throws Exception {
    return await(Settings.master(vertx, source(environment)));
  }

  private AgentSettings agent(Map<String, String> environment) throws Exception {
    return await(Settings.agent(vertx, source(environment)));
  }

  private SettingsSource source(Map<String, String> environment) {
    return new SettingsSource(environment, directory);
  }

  private void file(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(10, TimeUnit.SECONDS);
  }
}
