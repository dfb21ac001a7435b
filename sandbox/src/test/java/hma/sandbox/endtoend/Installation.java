package hma.sandbox.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hma.heroku.PlatformSchema;
import hma.protocol.Side;
import hma.sandbox.ApiTraffic;
import hma.sandbox.ReadyFile;
import hma.sandbox.Sandbox;
import hma.sandbox.SandboxOptions;
import hma.sandbox.dyno.Dyno;
import hma.sandbox.dyno.Formation;
import hma.sandbox.dyno.ProcessType;
import hma.sandbox.faults.Faults;
import hma.sandbox.process.Signal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Both apps with their services, databases and worker, and what can be done to them. */
final class Installation implements AutoCloseable {
  /** How long a switchover may take to an end, whatever happens: the worker's grace and more. */
  static final Duration LIMIT = Duration.ofSeconds(150);

  static final String MASTER_JAR = "master-service.jar";
  static final String AGENT_JAR = "slave-agent.jar";
  private static final PlatformSchema SCHEMA = PlatformSchema.forHma();
  private static final String WORKER = "worker";
  static final Path HOME = Path.of("..").toAbsolutePath().normalize();

  private final Sandbox sandbox;
  private final Notes notes;
  private final MasterApi api;
  private final ApiTraffic traffic;

  private Installation(Sandbox sandbox, Notes notes) {
    this.sandbox = sandbox;
    this.traffic = ApiTraffic.of(sandbox.heroku());
    this.notes = notes;
    this.api = new MasterApi(sandbox.ready().master().url(), sandbox.ready().sharedKey());
  }

  static Installation start(Path folder, Map<String, String> masterVars) throws Exception {
    return start(
        folder,
        notes -> SandboxOptions.defaults().withWorker(notes.command()).withMasterVars(masterVars));
  }

  /** With a worker that notes what was acknowledged to it. */
  static Installation start(Path folder, Function<Notes, SandboxOptions> options) throws Exception {
    return start(folder, HOME, options);
  }

  /** With the Procfiles of a home of its own. */
  static Installation start(Path folder, Path home, Function<Notes, SandboxOptions> options)
      throws Exception {
    assumeBuilt();
    Notes notes = new Notes(Files.createDirectory(folder.resolve("notes")));
    Sandbox sandbox = Sandbox.start(options.apply(notes).withHome(home));
    Installation started = new Installation(sandbox, notes);
    try {
      for (Side side : Side.values()) {
        Schema.create(started.database(side));
      }
      Schema.fill(started.database(Side.MASTER));
      return started;
    } catch (Exception failure) {
      started.close();
      throw failure;
    }
  }

  /** A test needs the services' jars, which {@code mvn test} does not make. */
  static void assumeBuilt() {
    for (String jar :
        List.of("master-service/target/" + MASTER_JAR, "slave-agent/target/" + AGENT_JAR)) {
      assumeTrue(
          Files.exists(HOME.resolve(jar)), () -> jar + " is not built: mvn verify builds it first");
    }
  }

  MasterApi api() {
    return api;
  }

  /** Where the master answers. */
  URI address() {
    return sandbox.ready().master().url();
  }

  CommandLine commandLine() {
    return new CommandLine(sandbox.ready().master().url(), sandbox.ready().sharedKey());
  }

  /** What whoever runs a failover to a side has to know. */
  Map<String, String> settingsOfFailover(Side to) {
    ReadyFile ready = sandbox.ready();
    return Map.of(
        "DATABASE_URL", ready.of(to).database().reveal(),
        "HMA_HEROKU_API", ready.herokuApi().toString(),
        "MASTER_APP", app(Side.MASTER),
        "SLAVE_APP", app(Side.SLAVE),
        "MASTER_HEROKU_TOKEN", ready.master().token().reveal(),
        "SLAVE_HEROKU_TOKEN", ready.slave().token().reveal());
  }

  /** How many dynos of the master service there are to be. */
  void masters(int quantity) {
    formation(Side.MASTER).scale(ProcessType.WEB, quantity);
  }

  Database database(Side side) {
    return Database.of(sandbox.ready().of(side).database().reveal());
  }

  /** Makes the active side this one, if need be by a switchover, and lets nothing go wrong. */
  void makeActive(Side side) throws Exception {
    healthy();
    if (active() == side) {
      return;
    }
    JsonObject ended = awaitEnd(begin(side));
    assertThat(ended.getString("state")).as(ended.encodePrettily()).isEqualTo("COMPLETED");
  }

  /** Ends everything that a test has let go wrong. */
  void healthy() throws Exception {
    faults("");
    for (Side side : Side.values()) {
      Schema.pace(database(side), 0);
    }
  }

  /** The active side, once there is a master that knows it. */
  Side active() {
    return patiently()
        .ignoreExceptions()
        .until(
            () -> Side.valueOf(api.status().getString("active").toUpperCase(Locale.ROOT)),
            Objects::nonNull);
  }

  /** Whether this side is active and no switchover runs. */
  boolean isIdleAt(Side side) throws Exception {
    JsonObject status = api.status();
    return side.label().equalsIgnoreCase(status.getString("active"))
        && status.getJsonObject("switchover") == null;
  }

  /** Asks for a switchover and returns its id. */
  String begin(Side to) throws Exception {
    HttpResponse<String> answer = api.post(to.other(), to);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return new JsonObject(answer.body()).getString("id");
  }

  /** Waits until the switchover satisfies something, whether or not the master is there. */
  JsonObject await(String id, Predicate<JsonObject> condition) {
    JsonObject[] last = {new JsonObject()};
    patiently()
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> {
          HttpResponse<String> answer = api.get(MasterApi.SWITCHOVERS + "/" + id);
          if (answer.statusCode() != 200) {
            return false;
          }
          last[0] = new JsonObject(answer.body());
          return condition.test(last[0]);
        });
    return last[0];
  }

  JsonObject awaitEnd(String id) {
    Set<String> ends = Set.of("COMPLETED", "ROLLED_BACK", "CANCELLED", "FAILED");
    return await(id, switchover -> ends.contains(switchover.getString("state")));
  }

  /** Waits until rows of the switchover are on their way. */
  void awaitCopying(String id) {
    awaitBytes(id, "copy the rows");
  }

  /** Waits until rows of the switchover are on their way while the worker runs. */
  void awaitLiveCopying(String id) {
    awaitBytes(id, "copy while the worker runs");
  }

  private void awaitBytes(String id, String step) {
    await(id, switchover -> isAt(switchover, step) && switchover.getLong("bytes") > 0);
  }

  static boolean isAt(JsonObject switchover, String step) {
    JsonArray steps = switchover.getJsonArray("steps");
    if (steps.isEmpty()) {
      return false;
    }
    JsonObject last = steps.getJsonObject(steps.size() - 1);
    return last.getString("name").equals(step) && last.getString("state").equals("STARTED");
  }

  /** What the Platform API does wrong from now on: entries of a faults file. */
  void faults(String entries) {
    sandbox.heroku().faults(Faults.parse("{\"api\":[" + entries + "]}"));
  }

  /** How far the Platform API's clock is ahead, and that of each dyno that starts from now on. */
  void clocks(Duration ahead) {
    String clocks =
        Stream.of("api", app(Side.MASTER), app(Side.SLAVE))
            .map(of -> "{\"of\":\"%s\",\"aheadMs\":%d}".formatted(of, ahead.toMillis()))
            .collect(Collectors.joining(","));
    sandbox.heroku().faults(Faults.parse("{\"clocks\":[" + clocks + "]}"));
  }

  String app(Side side) {
    return sandbox.app(side).name();
  }

  int workers(Side side) {
    return quantity(side, WORKER);
  }

  /** How many dynos the agent's app is to run, and how many are listed. */
  int agents() {
    int listed = (int) formation(Side.SLAVE).dynos().stream().filter(d -> d.plan().web()).count();
    return Math.max(quantity(Side.SLAVE, ProcessType.WEB), listed);
  }

  /** Worker processes of a side that still run, whatever the Platform API lists. */
  long workerProcesses(Side side) {
    Formation formation = formation(side);
    return Stream.concat(formation.dynos().stream(), formation.leaving().stream())
        .map(Dyno::plan)
        .filter(plan -> plan.type().equals(WORKER))
        .count();
  }

  /** Sends SIGKILL to the service that runs from this jar. */
  void kill(String jar) {
    List<ProcessHandle> found = processes(jar);
    assertThat(found).as("processes of " + jar).isNotEmpty();
    found.forEach(process -> Signal.KILL.sendToProcess(process.pid()));
  }

  /** Waits until the side's worker writes: more than it had when this was asked. */
  void awaitWorkAt(Side side) throws Exception {
    long before = database(side).number("SELECT count(*) FROM ledger");
    patiently().until(() -> database(side).number("SELECT count(*) FROM ledger") > before);
  }

  Notes notes() {
    return notes;
  }

  static ConditionFactory patiently() {
    return Awaitility.await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(50))
        .pollDelay(Duration.ZERO);
  }

  @Override
  public void close() {
    api.close();
    sandbox.close();
    traffic.check(SCHEMA);
  }

  /** A process type of a side, as the Platform API shows it. */
  ProcessType type(Side side, String type) {
    return formation(side).type(type).orElseThrow();
  }

  /** Somebody scales a process type by hand. */
  void scale(Side side, String type, int quantity) {
    formation(side).scale(type, quantity);
  }

  /** To what a side's process types were scaled so far, as in {@code worker@1}. */
  List<String> scalings(Side side) {
    String mark = "Scaled to ";
    return sandbox.app(side).log().recent("api").stream()
        .filter(line -> line.contains(mark))
        .map(line -> line.substring(line.indexOf(mark) + mark.length()))
        .toList();
  }

  private int quantity(Side side, String type) {
    return type(side, type).quantity();
  }

  private Formation formation(Side side) {
    return sandbox.app(side).formation();
  }

  private List<ProcessHandle> processes(String jar) {
    String mark = "SANDBOX_ID=" + sandbox.folder().getFileName();
    return Processes.with("cmdline", jar).stream()
        .filter(process -> Processes.has(process, "environ", mark))
        .toList();
  }
}
