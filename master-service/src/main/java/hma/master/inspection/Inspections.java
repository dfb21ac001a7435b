package hma.master.inspection;

import hma.master.switchover.PreflightReport;
import hma.protocol.Side;
import io.vertx.core.Future;
import java.util.Optional;

/** The looks at both sides: one at a time, never while a switchover runs. */
public interface Inspections {
  /**
   * Begins a preflight.
   *
   * @param to the side that would be active, the standby where it is not given
   * @return fails with a {@link hma.protocol.ProblemException} of status 409 when a switchover or
   *     another inspection is under way, or when that side is active already
   */
  Future<InspectionView<PreflightReport>> startPreflight(Optional<Side> to);

  /** A preflight of this process; empty for an unknown id and for one that was long ago. */
  Optional<InspectionView<PreflightReport>> preflight(String id);

  /**
   * Begins a comparison.
   *
   * @return fails as {@link #startPreflight} does
   */
  Future<InspectionView<ComparisonReport>> startComparison(ComparisonRequest request);

  /** A comparison of this process; empty for an unknown id and for one that was long ago. */
  Optional<InspectionView<ComparisonReport>> comparison(String id);
}
