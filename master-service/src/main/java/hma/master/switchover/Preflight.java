package hma.master.switchover;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import hma.master.journal.ProcessQuantity;
import hma.protocol.Catalog;
import hma.protocol.MovePlan;
import hma.protocol.SiteRole;
import hma.protocol.Table;
import hma.protocol.TableName;
import hma.protocol.TableSelection;
import hma.protocol.Unfit;
import hma.sync.CaptureUnits;
import hma.sync.Finding;
import hma.sync.MovePlanner;
import hma.sync.SchemaFindings;
import hma.sync.SchemaReview;
import hma.sync.SideSchema;
import hma.sync.Site;
import hma.sync.UnfitSchemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds everything that stands against a switchover before anything is changed. */
final class Preflight {
  private static final Logger log = LoggerFactory.getLogger(Preflight.class);

  private final SwitchoverSupport support;
  private final Site source;
  private final Site target;
  private final List<ProcessQuantity> formation;

  Preflight(SwitchoverSupport support, Site source, Site target, List<ProcessQuantity> formation) {
    this.support = support;
    this.source = source;
    this.target = target;
    this.formation = formation;
  }

  /**
   * What both databases hold, and what that means for a switchover.
   *
   * @param unfit what an interrupted copy has left on the target
   */
  record DataChecks(
      SideSchema source,
      SideSchema target,
      SchemaReview review,
      List<Finding> findings,
      Optional<Unfit> unfit) {
    /** What of it moves while the worker writes. */
    CaptureUnits.Choice choice() {
      return CaptureUnits.of(source.catalog(), target.catalog(), review.plan());
    }
  }

  /**
   * Checks both apps and both databases.
   *
   * @return what both databases hold, and what is to be moved
   * @throws UnfitForSwitchover naming everything that was found
   */
  DataChecks run() {
    return refusing(AppChecks.of(support, source.side(), formation).look().findings());
  }

  /**
   * Checks both databases alone, where no worker is going to be moved.
   *
   * @throws UnfitForSwitchover naming everything that was found
   */
  DataChecks ofDatabases() {
    return refusing(List.of());
  }

  private DataChecks refusing(List<Finding> ofTheApps) {
    List<Finding> findings = new ArrayList<>(ofTheApps);
    DataChecks data = data(() -> {});
    findings.addAll(data.findings());
    List<Finding> problems = Finding.problems(findings);
    if (!problems.isEmpty()) {
      throw new UnfitForSwitchover(problems.stream().map(Finding::sentence).collect(joining("; ")));
    }
    findings.stream()
        .filter(finding -> finding.severity() == Finding.Severity.WARNING)
        .forEach(warning -> log.atWarn().log("preflight: {}", warning.sentence()));
    return data;
  }

  /**
   * Checks both databases.
   *
   * @param beforeEachStep throws when the look is to end
   */
  DataChecks data(Runnable beforeEachStep) {
    beforeEachStep.run();
    Answers<SideSchema> schemas = Answers.of(support.workflows(), source, target, this::schema);
    beforeEachStep.run();
    SideSchema here = schemas.source();
    SideSchema there = schemas.target();
    SchemaReview review = MovePlanner.review(here, there);
    List<Finding> findings = new ArrayList<>(review.findings());
    findings.addAll(SchemaFindings.of(here, there));
    if (support.rules().fence()) {
      boolean logged = support.rules().liveCopy().enabled();
      findings.addAll(
          obstacles(source, review.plan(), logged ? SiteRole.LOGGED_SOURCE : SiteRole.SOURCE));
    }
    Optional<Unfit> unfit = target.state().unfit();
    unfit.ifPresent(left -> findings.addAll(unmoved(left, there)));
    beforeEachStep.run();
    findings.addAll(obstacles(target, review.rehearsable(there.catalog()), SiteRole.TARGET));
    return new DataChecks(here, there, review, findings, unfit);
  }

  /** What a copy has changed must be completed by one that moves it, too. */
  private static List<Finding> unmoved(Unfit left, SideSchema there) {
    Set<TableName> selected = there.catalog().tables().stream().map(Table::name).collect(toSet());
    return left.tables().stream()
        .filter(table -> !selected.contains(table))
        .map(table ->
            Finding.problem(
                "table %s was changed on the %s by a copy that is not complete, and is not among the tables that move"
                    .formatted(table, there.side().label()),
                "put it back into PG_TABLES"))
        .toList();
  }

  private SideSchema schema(Site site) {
    return new SideSchema(
        site.side(),
        site.catalog(support.rules().tables()),
        site.inventory(support.rules().tables()));
  }

  private static List<Finding> obstacles(Site site, MovePlan plan, SiteRole role) {
    return site.obstacles(plan, role).stream().map(Preflight::obstacle).toList();
  }

  private static Finding obstacle(String refused) {
    return Finding.problem(
        refused,
        refused.contains("(42501)")
            ? "make HMA's role the owner, and let it create in the schema; if it is, its own rights were revoked: GRANT ALL ON ALL TABLES IN SCHEMA … TO …"
            : "");
  }

  /**
   * What is to be moved, by both catalogs.
   *
   * @throws UnfitSchemas naming everything that stands against it
   */
  static MovePlan plan(SwitchoverSupport support, Site source, Site target) {
    TableSelection selection = support.rules().tables();
    Answers<Catalog> catalogs =
        Answers.of(support.workflows(), source, target, site -> site.catalog(selection));
    return MovePlanner.plan(source.side(), catalogs.source(), catalogs.target());
  }
}
