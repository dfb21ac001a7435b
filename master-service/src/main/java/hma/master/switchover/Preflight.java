package hma.master.switchover;

import hma.master.journal.ProcessQuantity;
import hma.protocol.Catalog;
import hma.protocol.MovePlan;
import hma.protocol.SiteRole;
import hma.protocol.TableSelection;
import hma.sync.MovePlanner;
import hma.sync.Site;
import hma.sync.UnfitSchemas;
import java.util.ArrayList;
import java.util.List;

/** Finds everything that stands against a switchover before anything is changed. */
final class Preflight {
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
   * Checks both apps and both databases.
   *
   * @return what is to be moved
   * @throws UnfitForSwitchover naming everything that was found
   */
  MovePlan run() {
    List<String> problems = new ArrayList<>();
    if (formation.stream().noneMatch(process -> process.quantity() > 0)) {
      problems.add(
          "no worker is scaled up on the %s: scale it up, or name its processes in HMA_PROCESSES"
              .formatted(source.side().label()));
    }
    problems.addAll(support.worker(target.side()).obstacles(formation));
    try {
      MovePlan plan = plan(support.rules().tables(), source, target);
      if (support.rules().fence()) {
        problems.addAll(source.obstacles(plan, SiteRole.SOURCE));
      }
      problems.addAll(target.obstacles(plan, SiteRole.TARGET));
      if (problems.isEmpty()) {
        return plan;
      }
    } catch (UnfitSchemas unfit) {
      problems.add(String.valueOf(unfit.getMessage()));
    }
    throw new UnfitForSwitchover(String.join("; ", problems));
  }

  /**
   * What is to be moved, by both catalogs.
   *
   * @throws UnfitSchemas naming everything that stands against it
   */
  static MovePlan plan(TableSelection selection, Site source, Site target) {
    Catalog sourceCatalog = source.catalog(selection);
    Catalog targetCatalog = target.catalog(selection);
    return MovePlanner.plan(source.side(), sourceCatalog, targetCatalog);
  }
}
