package hma.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;

/** Which package may use which: dependencies point one way. */
public final class DependencyRules {
  private static final String[] COMMON = {
    "hma.config..",
    "hma.signing..",
    "hma.protocol..",
    "hma.postgres..",
    "hma.sync..",
    "hma.workflow..",
    "hma.service.."
  };
  private static final String MASTER = "hma.master..";
  private static final String AGENT = "hma.agent..";
  private static final String SANDBOX = "hma.sandbox..";
  private static final String SWITCHOVER = "hma.master.switchover..";
  private static final String INSPECTION = "hma.master.inspection..";
  private static final String SCHEDULE = "hma.master.schedule..";
  private static final String NOTIFY = "hma.master.notify..";
  private static final String METRICS = "hma.master.metrics..";
  private static final String API = "hma.master.api..";
  private static final String DASHBOARD = "hma.master.dashboard..";
  private static final String CLI = "hma.master.cli..";

  private DependencyRules() {}

  /** Every rule of this kind. */
  public static List<ArchRule> all() {
    return Stream.of(modules(), common(), transport(), master(), noCyclesBetweenPackages())
        .flatMap(List::stream)
        .toList();
  }

  /** Services use common, never each other; the sandbox runs them without using their classes. */
  private static List<ArchRule> modules() {
    return List.of(
        never(COMMON, MASTER, AGENT, SANDBOX),
        never(MASTER, AGENT, SANDBOX),
        never(AGENT, MASTER, SANDBOX),
        never(SANDBOX, MASTER, AGENT));
  }

  private static List<ArchRule> common() {
    return List.of(
        never("hma.workflow..", othersThan("hma.workflow..")),
        never("hma.protocol..", othersThan("hma.protocol..")),
        never("hma.config..", othersThan("hma.config..", "hma.protocol..")),
        never("hma.postgres..", "hma.signing..", "hma.sync..", "hma.service.."),
        never("hma.signing..", "hma.postgres..", "hma.sync.."),
        never("hma.sync..", "hma.signing..", "hma.service.."),
        never("hma.service..", "hma.postgres..", "hma.sync..", "hma.signing.."));
  }

  /** A database knows no HTTP, and the words of the two services know neither. */
  private static List<ArchRule> transport() {
    return List.of(
        never(
            "hma.protocol..",
            "io.vertx.core.http..",
            "io.vertx.core.net..",
            "io.vertx.ext..",
            "io.vertx.sqlclient..",
            "io.vertx.pgclient..",
            "io.netty.."),
        never("hma.sync..", "io.vertx.core.http..", "io.vertx.ext.."),
        never("hma.postgres..", "io.vertx.core.http..", "io.vertx.ext.."));
  }

  /** {@code api → switchover → schedule}, and what a switchover uses does not know of it. */
  private static List<ArchRule> master() {
    return List.of(
        never(SWITCHOVER, INSPECTION, NOTIFY, METRICS, API, DASHBOARD, CLI),
        never(INSPECTION, NOTIFY, METRICS, API, SCHEDULE, DASHBOARD, CLI),
        never("hma.master.heroku..", SWITCHOVER, NOTIFY, METRICS, API, SCHEDULE, DASHBOARD, CLI),
        never("hma.master.journal..", SWITCHOVER, NOTIFY, METRICS, API, SCHEDULE, DASHBOARD, CLI),
        never("hma.master.agent..", SWITCHOVER, NOTIFY, METRICS, API, SCHEDULE, DASHBOARD, CLI),
        never(
            SCHEDULE,
            SWITCHOVER,
            "hma.master.heroku..",
            "hma.master.journal..",
            "hma.master.agent..",
            INSPECTION,
            NOTIFY,
            METRICS,
            API,
            DASHBOARD,
            CLI),
        never(NOTIFY, INSPECTION, METRICS, API, SCHEDULE, DASHBOARD, CLI),
        never(
            NOTIFY,
            "hma.master.heroku..",
            "hma.master.journal..",
            "hma.master.agent..",
            "hma.postgres..",
            "hma.sync.."),
        never(METRICS, INSPECTION, NOTIFY, API, SCHEDULE, DASHBOARD, CLI),
        never(
            METRICS, "hma.master.journal..", "hma.master.agent..", "hma.postgres..", "hma.sync.."),
        never(API, NOTIFY, METRICS, DASHBOARD, CLI),
        never(DASHBOARD, NOTIFY, METRICS, CLI),
        never(CLI, NOTIFY, METRICS));
  }

  private static List<ArchRule> noCyclesBetweenPackages() {
    return Stream.of("hma.(*)..", "hma.master.(*)..", "hma.agent.(*)..", "hma.sandbox.(*)..")
        .<ArchRule>map(packages ->
            slices().matching(packages).should().beFreeOfCycles().allowEmptyShould(true))
        .toList();
  }

  private static ArchRule never(String from, String... to) {
    return never(new String[] {from}, to);
  }

  private static ArchRule never(String[] from, String... to) {
    return noClasses()
        .that()
        .resideInAnyPackage(from)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(to)
        .because("dependencies point one way, see ARCHITECTURE.md")
        .allowEmptyShould(true);
  }

  /** The packages of common but these. */
  private static String[] othersThan(String... allowed) {
    List<String> known = List.of(allowed);
    return Stream.of(COMMON).filter(name -> !known.contains(name)).toArray(String[]::new);
  }
}
