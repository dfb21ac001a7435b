package hma.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hma.architecture.ModuleUnderTest;
import hma.config.HerokuApp;
import hma.config.HerokuSettings;
import hma.config.LiveCopySettings;
import hma.config.MasterSettings;
import hma.config.ProcessRule;
import hma.config.ScheduleEntry;
import hma.config.ScheduleSettings;
import hma.config.Secret;
import hma.config.SharedKey;
import hma.config.SwitchoverSettings;
import hma.config.Webhook;
import hma.config.WebhookSecret;
import hma.master.ServedMaster;
import hma.protocol.Side;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/**
 * What people see of a real master before, while and after it switches over: its metrics, of which
 * documents, alerts and dashboard speak exactly; its health; and its log, which tells the whole
 * story and no secret.
 */
class ServedMasterTest {
  private static final Path DOCS = ModuleUnderTest.root().resolve("docs");
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** Nothing in a scrape may be one of these. */
  private static final String TOKEN = "a-token-of-an-account";

  private static final String HOOK = "a-path-that-is-a-credential";
  private static final String HOOK_SECRET =
      "whsec_" + "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

  private static final PrintedLog LOG = new PrintedLog();

  private static String id;
  private static String token;
  private static HttpResponse<String> live;
  private static HttpResponse<String> readyAtFirst;
  private static HttpResponse<String> readyWithAnAlarm;
  private static World world;
  private static ServedMaster master;
  private static Exposition first;
  private static Exposition last;

  /** All that was ever shown. */
  private static final Exposition SEEN = Exposition.none();

  private static final List<String> SCRAPES = new ArrayList<>();

  @BeforeAll
  static void switchesOver() throws Exception {
    world = new World(Side.MASTER, Manner.LIVE);
    world.leading().kill();
    world.apps().quota(Duration.ofHours(1000), Duration.ZERO);
    master = ServedMaster.start(settings());
    patiently().until(() -> scraped().value("hma_active", "side", "master") == 1);
    first = scraped();
    live = get("/health/live", "");
    readyAtFirst = get("/health/ready", "");

    post("", "{\"to\":\"slave\"}");
    post("Bearer nonsense", "{\"to\":\"slave\"}");
    token = token();
    HttpResponse<String> begun = post("Bearer " + token, "{\"to\":\"slave\"}");
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
    id = new JsonObject(begun.body()).getString("id");
    patiently().until(() -> scraped().value("hma_active", "side", "slave") == 1);
    patiently()
        .until(() ->
            scraped().value("hma_runs_total", "purpose", "switchover", "outcome", "completed")
                == 1);
    patiently()
        .until(() -> scraped().value("hma_alarm", "code", "quota-runs-out", "urgent", "true") == 1);
    last = scraped();
    readyWithAnAlarm = get("/health/ready", "");
  }

  @AfterAll
  static void stops() throws Exception {
    if (master != null) {
      master.close();
    }
    if (world != null) {
      world.close();
    }
    LOG.close();
  }

  private static MasterSettings settings() {
    HerokuApp ofMaster = new HerokuApp(LocalApps.name(Side.MASTER), Secret.of(TOKEN));
    HerokuApp ofSlave = new HerokuApp(LocalApps.name(Side.SLAVE), Secret.of(TOKEN));
    LiveCopySettings liveCopy =
        new LiveCopySettings(
            true,
            LiveCopySettings.WhenBehind.GO_ON,
            Duration.ofMillis(100),
            256L << 20,
            Optional.empty(),
            LiveCopySettings.Resumable.OFF);
    return new MasterSettings(
        world.masterDatabase(),
        new SharedKey(Processes.KEY, Optional.empty()),
        0,
        new HerokuSettings(
            world.apps().address(), ofMaster, ofSlave, ofMaster.name(), ofSlave.name()),
        new SwitchoverSettings(
            List.of(),
            List.of(ProcessRule.carriedOver("worker")),
            Duration.ofSeconds(2),
            3,
            true,
            liveCopy),
        new ScheduleSettings(
            List.of(new ScheduleEntry(1, Side.MASTER), new ScheduleEntry(21, Side.SLAVE)),
            LocalTime.MIDNIGHT,
            ZoneOffset.UTC,
            Optional.of(Duration.ofHours(10)),
            true),
        true,
        // Nobody listens there: what is logged of that must not name the path.
        Optional.of(
            new Webhook(
                URI.create("http://127.0.0.1:9/" + HOOK),
                Webhook.Format.STANDARD,
                List.of(new WebhookSecret(Secret.of(HOOK_SECRET))))));
  }

  private static ConditionFactory patiently() {
    return await().dontCatchUncaughtExceptions().atMost(LIMIT);
  }

  private static Exposition scraped() throws Exception {
    HttpResponse<String> answer = get("/metrics", "");
    assertThat(answer.statusCode()).isEqualTo(200);
    SCRAPES.add(answer.body());
    Exposition scraped = Exposition.parse(answer.body());
    SEEN.add(Exposition.parse(answer.body()));
    return scraped;
  }

  private static HttpResponse<String> get(String path, String accept) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(master.address().resolve(path));
    if (!accept.isEmpty()) {
      request.header("Accept", accept);
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(String authorization, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(master.address().resolve("/api/v1/switchovers"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static String token() throws Exception {
    // A token acts only where it is not older than the process, and times are in whole seconds.
    long now = System.currentTimeMillis() / 1000 + 1;
    JsonObject claims =
        new JsonObject()
            .put("aud", "hma")
            .put("scope", "switchover")
            .put("iat", now)
            .put("exp", now + 300)
            .put("jti", UUID.randomUUID().toString());
    String input =
        encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8))
            + "."
            + encoded(claims.encode().getBytes(StandardCharsets.UTF_8));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Processes.KEYS.tokenKey(), "HmacSHA256"));
    return input + "." + encoded(mac.doFinal(input.getBytes(StandardCharsets.UTF_8)));
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Test
  void tellsWhatHappened() {
    assertThat(first.value("hma_leading")).isEqualTo(1);
    assertThat(first.value("hma_runs_total", "purpose", "switchover", "outcome", "completed"))
        .isZero();
    assertThat(first.value("hma_paused")).isEqualTo(1);
    assertThat(last.value("hma_active", "side", "master")).isZero();
    assertThat(last.value("hma_epoch")).isEqualTo(first.value("hma_epoch") + 1);
    assertThat(last.value("hma_term")).isPositive();
    assertThat(last.value("hma_carried_rows_total", "purpose", "switchover")).isPositive();
    assertThat(last.value("hma_carried_bytes_total", "purpose", "switchover")).isPositive();
    assertThat(last.value("hma_outage_seconds_count")).isEqualTo(1);
    assertThat(last.value("hma_outage_seconds_sum"))
        .isEqualTo(last.value("hma_last_outage_seconds", "part", "total"));
    for (String part : List.of("stop", "cut_over", "boot")) {
      assertThat(last.value("hma_outage_part_seconds_count", "part", part)).isEqualTo(1);
      assertThat(last.value("hma_last_outage_seconds", "part", part)).isNotNegative();
    }
    for (String phase :
        List.of("preparing", "copying", "stopping", "cutting_over", "starting", "finishing")) {
      assertThat(last.value("hma_run_phase_seconds_count", "purpose", "switchover", "phase", phase))
          .as(phase)
          .isEqualTo(1);
    }
    assertThat(last.value("hma_standby_age_seconds")).isPositive();
    assertThat(last.value("hma_account_quota_left_seconds", "side", "slave")).isZero();
    assertThat(last.value("hma_account_quota_seconds", "side", "slave")).isEqualTo(3_600_000);
    assertThat(last.value("hma_state", "state", "alarm")).isEqualTo(1);
    assertThat(
            last.value(
                "hma_heroku_call_seconds_count",
                "app",
                LocalApps.name(Side.SLAVE),
                "operation",
                "scale",
                "status",
                "200"))
        .isPositive();
    assertThat(last.value("hma_tokens_refused_total", "reason", "missing")).isEqualTo(1);
    assertThat(last.value("hma_tokens_refused_total", "reason", "invalid")).isEqualTo(1);
    assertThat(last.value("process_resident_memory_bytes")).isPositive();
    assertThat(last.value("hma_http_request_seconds_count", "code", "200")).isPositive();
  }

  @Test
  void keepsTheRulesOfPrometheus() {
    assertThat(PromLint.problems(SEEN)).isEmpty();
  }

  @Test
  void showsNoSecretAndNothingThatGrowsWithoutEnd() {
    Set<String> values =
        SEEN.families().values().stream()
            .flatMap(family -> family.samples().stream())
            .flatMap(sample -> sample.labels().values().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(values)
        .noneMatch(value -> value.matches(".*\\d{8}-\\d{6}-.*") || value.contains("/api/"));
    assertThat(String.join("\n", SCRAPES))
        .doesNotContain(TOKEN, Processes.KEY.reveal(), world.masterDatabase().password().reveal());
  }

  @Test
  void answersInTheFormatThatIsAskedFor() throws Exception {
    String text = "text/plain; version=0.0.4; charset=utf-8";
    String open = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    for (Map.Entry<String, String> asked :
        Map.of(
                "",
                text,
                "*/*",
                text,
                "application/json",
                text,
                "text/plain;version=0.0.4",
                text,
                "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.2",
                open,
                "application/openmetrics-text;q=0.1,text/plain;q=0.9",
                text)
            .entrySet()) {
      HttpResponse<String> answer = get("/metrics", asked.getKey());
      assertThat(answer.headers().firstValue("Content-Type"))
          .as(asked.getKey())
          .contains(asked.getValue());
      assertThat(answer.body().endsWith("# EOF\n")).isEqualTo(asked.getValue().equals(open));
    }
  }

  @Test
  void isDocumentedExactly() throws Exception {
    // Given
    Pattern row =
        Pattern.compile("\\| `([a-z0-9_*]+)` \\| (\\w+) \\| ([^|]+) \\| ([^|]+) \\| [^|]+ \\|");
    Map<String, String> told = new TreeMap<>();
    Set<String> prefixes = new TreeSet<>();
    for (String line : Files.readAllLines(DOCS.resolve("metrics.md"))) {
      Matcher matcher = row.matcher(line);
      if (matcher.matches() && matcher.group(1).endsWith("*")) {
        prefixes.add(matcher.group(1).replace("*", ""));
      } else if (matcher.matches()) {
        told.put(
            matcher.group(1),
            matcher.group(2) + " of " + matcher.group(4).replace("`", "").strip());
      }
    }

    // When
    Map<String, String> shown = new TreeMap<>();
    SEEN.families().values().stream()
        .filter(family -> family.name().startsWith("hma_"))
        .forEach(family ->
            shown.put(
                family.name(),
                family.type()
                    + " of "
                    + (family.labels().isEmpty() ? "none" : String.join(", ", family.labels()))));

    // Then
    assertThat(told).containsExactlyInAnyOrderEntriesOf(shown);
    assertThat(SEEN.families().keySet().stream().filter(name -> !name.startsWith("hma_")))
        .allMatch(name -> prefixes.stream().anyMatch(name::startsWith));
    assertThat(prefixes)
        .allMatch(
            prefix -> SEEN.families().keySet().stream().anyMatch(name -> name.startsWith(prefix)));
  }

  @Test
  void alertsAreAboutWhatThereIsAndSayWhatToType() throws Exception {
    JsonNode file =
        new ObjectMapper()
            .valueToTree(
                new Yaml().load(Files.readString(DOCS.resolve("monitoring/hma-alerts.yaml"))));
    Expressions expressions = new Expressions(SEEN);
    Set<String> names = new TreeSet<>();
    for (JsonNode group : file.get("groups")) {
      assertThat(group.get("name").asText()).isNotBlank();
      for (JsonNode rule : group.get("rules")) {
        String name = rule.get("alert").asText();
        assertThat(names.add(name)).as(name).isTrue();
        String summary = rule.at("/annotations/summary").asText();
        String description = rule.at("/annotations/description").asText();
        expressions.check(rule.get("expr").asText(), summary, description);
        assertThat(summary).as(name).isNotBlank();
        assertThat(description).as(name).containsPattern("`(\\./hma|heroku|curl) [^`]+`");
        assertThat(rule.at("/labels/severity").asText()).isIn("critical", "warning");
        assertThat(rule.get("for").asText()).as(name).matches("\\d+[smhd]");
      }
    }
    assertThat(names).hasSizeGreaterThanOrEqualTo(10);
  }

  @Test
  void theDashboardIsAboutWhatThereIs() throws Exception {
    JsonNode dashboard =
        new ObjectMapper().readTree(DOCS.resolve("monitoring/hma-grafana.json").toFile());
    Expressions expressions = new Expressions(SEEN);
    Set<Integer> ids = new TreeSet<>();
    int panels = 0;
    assertThat(dashboard.get("title").asText()).isNotBlank();
    assertThat(dashboard.get("id").isNull()).isTrue();
    for (JsonNode panel : dashboard.get("panels")) {
      assertThat(ids.add(panel.get("id").asInt())).isTrue();
      assertThat(panel.get("title").asText()).isNotBlank();
      JsonNode place = panel.get("gridPos");
      assertThat(place.get("x").asInt() + place.get("w").asInt()).isLessThanOrEqualTo(24);
      if (panel.get("type").asText().equals("row")) {
        continue;
      }
      panels++;
      assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
      for (JsonNode target : panel.get("targets")) {
        expressions.check(
            target.get("expr").asText().replace("$__rate_interval", "5m"),
            target.path("legendFormat").asText());
      }
    }
    assertThat(panels).isGreaterThan(10);
    assertThat(
            StreamSupport.stream(dashboard.at("/templating/list").spliterator(), false)
                .map(variable -> variable.get("name").asText()))
        .contains("datasource");
  }

  @Test
  void isCheapToAskFor() {
    Predicate<String> tooLong = scrape -> scrape.length() > 256 << 10;
    assertThat(SCRAPES).noneMatch(tooLong);
  }

  @Test
  void isReadyWithAllThatItNeedsAndNotWithAnUrgentAlarm() {
    assertThat(live.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(live.body()))
        .isEqualTo(new JsonObject("{\"status\":\"UP\",\"checks\":[]}"));
    assertThat(readyAtFirst.statusCode()).as(readyAtFirst.body()).isEqualTo(200);
    Map<String, JsonObject> up = checks(readyAtFirst);
    assertThat(up.keySet())
        .containsExactlyInAnyOrder("database", "journal", "lead", "peers", "work", "alarms");
    assertThat(up.values()).allMatch(check -> check.getString("status").equals("UP"));
    assertThat(up.get("journal").getJsonObject("data").getString("active")).isEqualTo("master");
    assertThat(up.get("lead").getJsonObject("data").getLong("term")).isPositive();
    assertThat(up.get("peers").getJsonObject("data").fieldNames())
        .contains(LocalApps.name(Side.MASTER), LocalApps.name(Side.SLAVE));

    assertThat(readyWithAnAlarm.statusCode()).isEqualTo(503);
    Map<String, JsonObject> down = checks(readyWithAnAlarm);
    assertThat(down.get("alarms").getString("status")).isEqualTo("DOWN");
    assertThat(down.get("alarms").getJsonObject("data").getString("quota-runs-out"))
        .startsWith("urgent, since ");
    assertThat(down.get("lead").getString("status")).isEqualTo("UP");
  }

  /**
   * As MicroProfile Health has it: nothing in it but names, states, and values of one word each.
   */
  private static Map<String, JsonObject> checks(HttpResponse<String> answer) {
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    JsonObject health = new JsonObject(answer.body());
    assertThat(health.fieldNames()).containsExactlyInAnyOrder("status", "checks");
    Map<String, JsonObject> checks = new TreeMap<>();
    for (Object each : health.getJsonArray("checks")) {
      JsonObject check = (JsonObject) each;
      assertThat(check.fieldNames())
          .contains("name", "status")
          .isSubsetOf("name", "status", "data");
      assertThat(check.getString("status")).isIn("UP", "DOWN");
      assertThat(check.getJsonObject("data", new JsonObject()).getMap().values())
          .allMatch(value ->
              value instanceof String || value instanceof Number || value instanceof Boolean);
      checks.put(check.getString("name"), check);
    }
    boolean up = checks.values().stream().allMatch(each -> each.getString("status").equals("UP"));
    assertThat(health.getString("status")).isEqualTo(up ? "UP" : "DOWN");
    assertThat(answer.statusCode()).isEqualTo(up ? 200 : 503);
    return checks;
  }

  @Test
  void tellsTheWholeStoryUnderOneKeyOfTheLog() {
    // When
    List<JsonObject> story =
        LOG.usual().stream().filter(line -> id.equals(line.getString("switchover"))).toList();

    // Then
    assertThat(story.getFirst().getString("msg")).isEqualTo("a switchover has begun");
    assertThat(story.getFirst().getString("from")).isEqualTo("master");
    assertThat(story.getFirst().getString("to")).isEqualTo("slave");
    List<String> told =
        story.stream()
            .map(line ->
                line.containsKey("step")
                    ? line.getString("step") + " " + line.getString("state")
                    : line.getString("msg"))
            .toList();
    assertThat(told)
        .containsSubsequence(
            "a switchover has begun",
            "wake the agent DONE",
            "check both sides DONE",
            "log the changes DONE",
            "a table was moved",
            "copy while the worker runs DONE",
            "catch up with the worker DONE",
            "compare while the worker runs DONE",
            "stop the worker DONE",
            "fence the source DONE",
            "prove both sides equal DONE",
            "commit the target DONE",
            "the outage is over",
            "the switchover has ended");
    assertThat(told).contains("both sides are proven equal");
    assertThat(story.stream().map(line -> line.getString("table")))
        .contains("public.entry", "public.line", "public.counter", "public.cargo");
    assertThat(only(story, "the outage is over").getLong("outageMs")).isPositive();
    JsonObject end = only(story, "the switchover has ended");
    assertThat(end.getString("state")).isEqualTo("COMPLETED");
    assertThat(end.getBoolean("verified")).isTrue();
    assertThat(end.getLong("rows")).isPositive();
    assertThat(end.getLong("durationMs")).isPositive();
  }

  private static JsonObject only(List<JsonObject> story, String message) {
    List<JsonObject> found =
        story.stream().filter(line -> line.getString("msg").equals(message)).toList();
    assertThat(found).as(message).hasSize(1);
    return found.getFirst();
  }

  @Test
  void hasOneLineForEachEvent() {
    assertThat(LOG.logfmt())
        .isNotEmpty()
        .allMatch(line -> line.indexOf('\n') == line.length() - 1)
        .allMatch(line -> line.startsWith("time="));
  }

  @Test
  void tellsNoSecretInAnyForm() {
    byte[] tokenKey = Processes.KEYS.tokenKey();
    assertThat(LOG.all())
        .doesNotContain(
            TOKEN,
            HOOK,
            HOOK_SECRET,
            Processes.KEY.reveal(),
            encoded(tokenKey),
            Base64.getEncoder().encodeToString(tokenKey),
            HexFormat.of().formatHex(tokenKey),
            token,
            token.substring(token.lastIndexOf('.')),
            world.masterDatabase().password().reveal(),
            world.slaveDatabase().password().reveal());
  }
}
