package hma.master.switchover;

import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toList;

import hma.master.heroku.Formation;
import hma.master.heroku.HerokuClient;
import hma.master.journal.ProcessQuantity;
import hma.master.switchover.PreflightReport.Deployment;
import hma.protocol.Side;
import hma.sync.Finding;
import hma.workflow.Awaiting;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Heroku's side of both apps has against a switchover. */
final class AppChecks {
  /** <a href="https://devcenter.heroku.com/articles/dyno-types">Dyno Types</a>. */
  private static final int ECO_DYNOS_PER_APP = 2;

  private static final Set<String> ONE_PER_TYPE = Set.of("eco", "basic");
  private static final Duration CALL_LIMIT = Duration.ofMinutes(3);

  private final Apps apps;
  private final InstantSource clock;
  private final List<ProcessQuantity> formation;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * The apps of a switchover.
   *
   * @param source the worker of the side that is left
   * @param target the worker of the side that would be active
   * @param agent the agent's app, which may be one of theirs
   * @param home where this master runs
   */
  record Apps(Worker source, Worker target, HerokuClient agent, MasterHome home) {
    List<Worker> workers() {
      return List.of(source, target);
    }

    private Worker masters() {
      return source.side() == Side.MASTER ? source : target;
    }
  }

  /**
   * What was found.
   *
   * @param findings what stands against a switchover, and what is worth a warning
   * @param deployment how the master had better run; null where Heroku does not tell
   */
  record Found(List<Finding> findings, @Nullable Deployment deployment) {
    /** Copies the list. */
    Found {
      findings = List.copyOf(findings);
    }
  }

  /**
   * Checks for one direction.
   *
   * @param formation what runs on the side that is left
   */
  AppChecks(Apps apps, InstantSource clock, List<ProcessQuantity> formation) {
    this.apps = apps;
    this.clock = clock;
    this.formation = formation;
  }

  /** Checks for a switchover from this side. */
  static AppChecks of(SwitchoverSupport support, Side from, List<ProcessQuantity> formation) {
    return new AppChecks(
        new Apps(
            support.worker(from),
            support.worker(from.other()),
            support.agent().app(),
            support.home()),
        support.clock(),
        formation);
  }

  /** Asks Heroku; what can't be told does not stop anything. */
  Found look() {
    if (formation.stream().noneMatch(process -> process.quantity() > 0)) {
      findings.add(
          Finding.problem(
              "no worker is scaled up on the %s".formatted(apps.source().side().label()),
              "scale it up, or name its processes in HMA_PROCESSES"));
    }
    for (Worker worker : apps.workers()) {
      worker.missing().forEach(missing -> findings.add(Finding.problem(missing)));
    }
    Housing.Found housing = new Housing(apps.home(), apps.masters().app()).look();
    housing.finding().ifPresent(findings::add);
    checkLimits(apps.target().app(), formation);
    checkLimits(apps.source().app(), formation);
    AppHints hints =
        new AppHints(List.of(apps.source().app(), apps.target().app()), clock, formation);
    findings.addAll(hints.findings());
    Deployment deployment = housing.deployment();
    return new Found(
        findings,
        deployment == null
            ? null
            : new Deployment(
                deployment.runs(), deployment.fits(), deployment.why() + hints.hoursLeft()));
  }

  /** The agent's web dyno is still up when the worker starts. */
  private void checkLimits(HerokuClient app, List<ProcessQuantity> wanted) {
    Map<String, Formation> after = new LinkedHashMap<>();
    for (Formation present :
        Awaiting.await(app.formation(), CALL_LIMIT, "reading the formation of " + app.name())) {
      boolean isAgent = present.type().equals(Agent.PROCESS) && isAgents(app);
      int quantity = isAgent ? Math.max(1, present.quantity()) : present.quantity();
      after.put(present.type(), new Formation(present.type(), quantity, present.size()));
    }
    wanted.stream()
        .filter(process -> after.containsKey(process.type()))
        .forEach(process ->
            after.put(
                process.type(), new Formation(process.type(), process.quantity(), process.size())));
    after.values().forEach(process -> checkType(app, process));
    checkEco(app, after);
    checkMix(app, after);
    warnOfSleep(app, after);
  }

  private void checkType(HerokuClient app, Formation process) {
    if (process.quantity() > 1 && ONE_PER_TYPE.contains(size(process))) {
      findings.add(
          Finding.problem(
              "app %s would run %d %s dynos of process type '%s', and Heroku allows one"
                  .formatted(app.name(), process.quantity(), size(process), process.type()),
              "scale it to 1, or choose a larger size with heroku ps:type"));
    }
  }

  private void checkEco(HerokuClient app, Map<String, Formation> after) {
    List<String> eco =
        after.values().stream()
            .filter(process -> process.quantity() > 0 && size(process).equals("eco"))
            .map(process -> process.type() + "=" + process.quantity())
            .toList();
    int dynos =
        after.values().stream()
            .filter(process -> size(process).equals("eco"))
            .mapToInt(Formation::quantity)
            .sum();
    if (dynos > ECO_DYNOS_PER_APP) {
      findings.add(
          Finding.problem(
              "app %s would run %d Eco dynos (%s%s), and Heroku allows %d"
                  .formatted(
                      app.name(),
                      dynos,
                      String.join(", ", eco),
                      isAgents(app) ? ", HMA's agent being web" : "",
                      ECO_DYNOS_PER_APP),
              "scale one to 0, or choose a larger size with heroku ps:type"));
    }
  }

  /** All process types of an app are Eco's, or none is. */
  private void checkMix(HerokuClient app, Map<String, Formation> after) {
    Map<Boolean, List<String>> running =
        after.values().stream()
            .filter(process -> process.quantity() > 0)
            .collect(
                partitioningBy(
                    process -> size(process).equals("eco"),
                    mapping(process -> process.type() + ": " + size(process), toList())));
    List<String> eco = running.getOrDefault(true, List.of());
    List<String> others = running.getOrDefault(false, List.of());
    if (!eco.isEmpty() && !others.isEmpty()) {
      findings.add(
          Finding.problem(
              "app %s would run Eco dynos beside others (%s, %s), and Heroku does not mix Eco with another size in an app"
                  .formatted(app.name(), String.join(", ", eco), String.join(", ", others)),
              "give all of them eco, or none, with heroku ps:type and in HMA_PROCESSES"));
    }
  }

  /** The agent's web is never on for so long, and the master's is looked at by itself. */
  private void warnOfSleep(HerokuClient app, Map<String, Formation> after) {
    boolean servesThere =
        apps.home().style() == MasterHome.Style.SERVE
            && apps.home().app().name().equals(app.name());
    boolean web = isEcoAndOn(after.get(Agent.PROCESS));
    boolean worker =
        formation.stream()
            .map(process -> after.get(process.type()))
            .anyMatch(process -> isEcoAndOn(process) && !process.type().equals(Agent.PROCESS));
    if (web && worker && !servesThere && !isAgents(app)) {
      findings.add(
          Finding.warning(
              "app %s would run an Eco web dyno beside its worker: after 30 minutes without a request it sleeps and takes the worker with it"
                  .formatted(app.name()),
              "scale web to 0, or choose a larger size with heroku ps:type"));
    }
  }

  private static boolean isEcoAndOn(@Nullable Formation process) {
    return process != null && process.quantity() > 0 && size(process).equals("eco");
  }

  private boolean isAgents(HerokuClient app) {
    return apps.agent().name().equals(app.name());
  }

  private static String size(Formation process) {
    return process.size().toLowerCase(Locale.ROOT);
  }
}
