package hma.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.util.List;
import java.util.Set;

/** What may be done in one place only. */
public final class OnePlaceRules {
  private static final Set<String> STARTERS_OF_THREADS =
      Set.of(
          "java.lang.Thread.<init>",
          "java.lang.Thread.start",
          "java.lang.Thread.startVirtualThread",
          "java.lang.Thread$Builder.start",
          "java.lang.Thread$Builder$OfVirtual.start",
          "java.lang.Thread$Builder$OfPlatform.start",
          "java.util.Timer.<init>",
          "java.util.concurrent.ForkJoinPool.<init>",
          "java.util.concurrent.ThreadPoolExecutor.<init>",
          "java.util.concurrent.CompletableFuture.supplyAsync",
          "java.util.concurrent.CompletableFuture.runAsync");

  private static final DescribedPredicate<JavaClass> MAIN = simpleName("Main");

  /**
   * A service stops in order before it halts; so does the sandbox, and its workers are programs.
   */
  private static final DescribedPredicate<JavaClass> MAY_HALT =
      resideInAnyPackage("hma.service..")
          .and(simpleName("Service"))
          .or(resideInAnyPackage("hma.sandbox.."));

  private OnePlaceRules() {}

  /** Every rule of this kind. */
  public static List<ArchRule> all() {
    return List.of(
        onlyConfigReadsTheEnvironment(),
        onlyMainExits(),
        onlyTheServiceHalts(),
        onlyWorkflowStartsThreads(),
        onlyDataPackagesSpeakSql(),
        nothingIsStaticAndMutable());
  }

  private static ArchRule onlyConfigReadsTheEnvironment() {
    return calls(
        "the environment is read in one place, hma.config",
        DescribedPredicate.not(resideInAnyPackage("hma.config..")),
        Set.of("java.lang.System.getenv"));
  }

  private static ArchRule onlyMainExits() {
    return calls(
        "a class that exits cannot be tested: return the exit code to Main",
        DescribedPredicate.not(MAIN),
        Set.of("java.lang.System.exit", "java.lang.Runtime.exit"));
  }

  private static ArchRule onlyTheServiceHalts() {
    return calls(
        "halting skips every other shutdown hook",
        DescribedPredicate.not(MAY_HALT),
        Set.of("java.lang.Runtime.halt"));
  }

  /** An unstarted thread given to the runtime as a shutdown hook is none of these. */
  private static ArchRule onlyWorkflowStartsThreads() {
    DescribedPredicate<JavaCall<?>> factories =
        DescribedPredicate.describe(
            "a factory of Executors",
            call -> call.getTargetOwner().getName().equals("java.util.concurrent.Executors"));
    return noClasses()
        .that(DescribedPredicate.not(resideInAnyPackage("hma.workflow..")))
        .should(ArchConditions.callCodeUnitWhere(anyOf(STARTERS_OF_THREADS).or(factories)))
        .because("threads are started in one place, hma.workflow")
        .allowEmptyShould(true);
  }

  /** The sandbox's databases and workers stand for somebody else's programs. */
  private static ArchRule onlyDataPackagesSpeakSql() {
    return noClasses()
        .that()
        .resideOutsideOfPackages(
            "hma.postgres..",
            "hma.sync..",
            "hma.master.journal..",
            "hma.agent.session..",
            "hma.sandbox..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.vertx.sqlclient..", "io.vertx.pgclient..", "java.sql..", "javax.sql..")
        .because("SQL is written in hma.postgres, hma.sync and hma.master.journal")
        .allowEmptyShould(true);
  }

  private static ArchRule nothingIsStaticAndMutable() {
    return fields()
        .that()
        .areStatic()
        .should()
        .beFinal()
        .because("state belongs to an object that somebody made and hands on")
        .allowEmptyShould(true);
  }

  private static ArchRule calls(
      String reason, DescribedPredicate<JavaClass> whose, Set<String> methods) {
    return noClasses()
        .that(whose)
        .should(ArchConditions.callCodeUnitWhere(anyOf(methods)))
        .because(reason)
        .allowEmptyShould(true);
  }

  private static DescribedPredicate<JavaCall<?>> anyOf(Set<String> methods) {
    return DescribedPredicate.describe(
        "one of " + methods, call -> methods.contains(nameOf(call.getTarget())));
  }

  private static String nameOf(CodeUnitCallTarget target) {
    return target.getOwner().getName() + "." + target.getName();
  }
}
