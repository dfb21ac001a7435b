package hma.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.util.List;

/** Which package may use which: dependencies point one way. */
public final class DependencyRules {
  private static final String MASTER = "hma.master..";
  private static final String AGENT = "hma.agent..";
  private static final String SANDBOX = "hma.sandbox..";
  private static final String SWITCHOVER = "hma.master.switchover..";
  private static final String SCHEDULE = "hma.master.schedule..";
  private static final String API = "hma.master.api..";
  private static final String DASHBOARD = "hma.master.dashboard..";
  private static final String CLI = "hma.master.cli..";

  private DependencyRules() {}

  /** Every rule of this kind. */
  public static ArchRule all() {
    return CompositeArchRule.of(
        List.of(modules(), common(), transport(), master(), noCyclesBetweenPackages()));
  }

  /** Services use common, never each other; the sandbox runs them without using their classes. */
  private static ArchRule modules() {
    String[] common = {
      "hma.config..",
      "hma.signing..",
      "hma.protocol..",
      "hma.postgres..",
      "hma.sync..",
      "hma.workflow..",
      "hma.service.."
    };
    return CompositeArchRule.of(
        List.of(
            never(common, MASTER, AGENT, SANDBOX),
            never(MASTER, AGENT, SANDBOX),
            never(AGENT, MASTER, SANDBOX),
            never(SANDBOX, MASTER, AGENT)));
  }

  private static ArchRule common() {
    return CompositeArchRule.of(
        List.of(
            never("hma.workflow..", others("hma.workflow")),
            never("hma.protocol..", others("hma.protocol")),
            never("hma.config..", others("hma.config", "hma.protocol")),
            never("hma.postgres..", others("hma.postgres", "hma.config", "hma.workflow")),
            never("hma.signing..", "hma.postgres..", "hma.sync.."),
            never("hma.sync..", "hma.signing..", "hma.service.."),
            never("hma.service..", "hma.postgres..", "hma.sync..", "hma.signing..")));
  }

  private static ArchRule transport() {
    return CompositeArchRule.of(
        List.of(
            never(
                "hma.protocol..",
                "io.vertx.core.http..",
                "io.vertx.core.net..",
                "io.vertx.ext..",
                "io.vertx.sqlclient..",
                "io.vertx.pgclient..",
                "io.netty.."),
            never("hma.sync..", "io.vertx.core.http..", "io.vertx.ext.."),
            never("hma.postgres..", "io.vertx.core.http..", "io.vertx.ext..")));
  }

  /** {@code api → switchover ← schedule}, and what a switchover uses does not know of it. */
  private static ArchRule master() {
    return CompositeArchRule.of(
        List.of(
            never(SWITCHOVER, API, SCHEDULE, DASHBOARD, CLI),
            never("hma.master.heroku..", SWITCHOVER, API, SCHEDULE, DASHBOARD, CLI),
            never("hma.master.journal..", SWITCHOVER, API, SCHEDULE, DASHBOARD, CLI),
            never("hma.master.agent..", SWITCHOVER, API, SCHEDULE, DASHBOARD, CLI),
            never(SCHEDULE, API, DASHBOARD, CLI),
            never(API, DASHBOARD, CLI),
            never(DASHBOARD, CLI)));
  }

  private static ArchRule noCyclesBetweenPackages() {
    return CompositeArchRule.of(
        List.of(
            slices().matching("hma.(*)..").should().beFreeOfCycles().allowEmptyShould(true),
            slices().matching("hma.master.(*)..").should().beFreeOfCycles().allowEmptyShould(true),
            slices().matching("hma.agent.(*)..").should().beFreeOfCycles().allowEmptyShould(true),
            slices()
                .matching("hma.sandbox.(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)));
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
  private static String[] others(String... allowed) {
    List<String> known = List.of(allowed);
    return List.of(
            "hma.config",
            "hma.signing",
            "hma.protocol",
            "hma.postgres",
            "hma.sync",
            "hma.workflow",
            "hma.service")
        .stream()
        .filter(name -> !known.contains(name))
        .map(name -> name + "..")
        .toArray(String[]::new);
  }
}
