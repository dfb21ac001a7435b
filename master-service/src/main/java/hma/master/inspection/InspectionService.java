package hma.master.inspection;

import hma.master.switchover.PreflightReport;
import hma.master.switchover.SwitchoverService;
import hma.protocol.Side;
import hma.protocol.TableSelection;
import hma.workflow.Workflows;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** Looks at both sides for those who ask, and keeps what was found for a while. */
public final class InspectionService implements Inspections {
  private static final int ID_LENGTH = 12;

  private final SwitchoverService switchovers;
  private final Workflows workflows;
  private final TableSelection tables;
  private final KeptInspections<PreflightReport> preflights;
  private final KeptInspections<ComparisonReport> comparisons;

  /**
   * Without any yet.
   *
   * @param tables those that move
   */
  public InspectionService(
      SwitchoverService switchovers,
      Workflows workflows,
      TableSelection tables,
      InstantSource clock) {
    this.switchovers = switchovers;
    this.workflows = workflows;
    this.tables = tables;
    this.preflights = new KeptInspections<>(clock);
    this.comparisons = new KeptInspections<>(clock);
  }

  @Override
  public Future<InspectionView<PreflightReport>> startPreflight(Optional<Side> to) {
    return switchovers.look(to, switchovers::preflight).map(end -> preflights.keep(newId(), end));
  }

  @Override
  public Optional<InspectionView<PreflightReport>> preflight(String id) {
    return preflights.find(id);
  }

  @Override
  public Future<InspectionView<ComparisonReport>> startComparison(ComparisonRequest request) {
    String id = newId();
    Comparison comparison = new Comparison(workflows, id, request, tables);
    return switchovers
        .look(Optional.empty(), comparison::run)
        .map(end -> comparisons.keep(id, end));
  }

  @Override
  public Optional<InspectionView<ComparisonReport>> comparison(String id) {
    return comparisons.find(id);
  }

  private static String newId() {
    return UUID.randomUUID().toString().replace("-", "").substring(0, ID_LENGTH);
  }
}
