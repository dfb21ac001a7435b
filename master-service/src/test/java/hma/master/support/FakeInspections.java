package hma.master.support;

import hma.master.inspection.ComparisonReport;
import hma.master.inspection.ComparisonReport.Difference;
import hma.master.inspection.ComparisonReport.DifferingKey;
import hma.master.inspection.ComparisonReport.SequenceResult;
import hma.master.inspection.ComparisonReport.TableResult;
import hma.master.inspection.ComparisonReport.Verdict;
import hma.master.inspection.ComparisonRequest;
import hma.master.inspection.InspectionView;
import hma.master.inspection.Inspections;
import hma.master.switchover.PreflightReport;
import hma.master.switchover.PreflightReport.Skipped;
import hma.master.switchover.PreflightReport.TableForecast;
import hma.protocol.Problem;
import hma.protocol.Side;
import hma.sync.Finding;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Inspections that only exist here: done at the second look, with what the test wants found. */
public final class FakeInspections implements Inspections {
  /** The id of every inspection. */
  public static final String ID = "9c0de0ffee00";

  private static final Instant BEGUN = Instant.parse("2026-11-21T00:00:00Z");

  private final List<ComparisonRequest> requests = new CopyOnWriteArrayList<>();
  private volatile List<Finding> findings = List.of();
  private volatile Verdict verdict = Verdict.EQUAL;
  private volatile boolean complete = true;
  private volatile boolean live;
  private volatile PreflightReport.@Nullable Deployment deployment;
  private volatile @Nullable String failure;

  /** What was to be compared. */
  public List<ComparisonRequest> requests() {
    return requests;
  }

  /** What preflights find. */
  public void find(Finding... found) {
    findings = List.of(found);
  }

  /** The next preflight tells of a live copy. */
  public void copyLive() {
    live = true;
  }

  /** Preflights tell how the master had better run. */
  public void deployed(String runs, String fits, String why) {
    deployment = new PreflightReport.Deployment(runs, fits, why);
  }

  /** A part of what is to be looked at can't be. */
  public void missAPart() {
    complete = false;
  }

  /** How the one table compares. */
  public void compareAs(Verdict wanted) {
    verdict = wanted;
  }

  /** There will be no report. */
  public void fail(String why) {
    failure = why;
  }

  @Override
  public Future<InspectionView<PreflightReport>> startPreflight(Optional<Side> to) {
    return to.equals(Optional.of(Side.MASTER))
        ? Future.failedFuture(
            new Problem(409, "already-active", "Not now", "the master is active already", false)
                .asException())
        : Future.succeededFuture(running());
  }

  @Override
  public Optional<InspectionView<PreflightReport>> preflight(String id) {
    return id.equals(ID) ? Optional.of(ended(preflight())) : Optional.empty();
  }

  @Override
  public Future<InspectionView<ComparisonReport>> startComparison(ComparisonRequest request) {
    requests.add(request);
    return Future.succeededFuture(running());
  }

  @Override
  public Optional<InspectionView<ComparisonReport>> comparison(String id) {
    return id.equals(ID) ? Optional.of(ended(comparison())) : Optional.empty();
  }

  private static <R> InspectionView<R> running() {
    return new InspectionView<>(ID, InspectionView.State.RUNNING, BEGUN, null, null, null);
  }

  private <R> InspectionView<R> ended(R report) {
    return failure == null
        ? new InspectionView<>(
            ID, InspectionView.State.DONE, BEGUN, BEGUN.plusSeconds(2), null, report)
        : new InspectionView<>(
            ID, InspectionView.State.FAILED, BEGUN, BEGUN.plusSeconds(2), failure, null);
  }

  private PreflightReport preflight() {
    return new PreflightReport(
        Side.MASTER,
        Side.SLAVE,
        complete && Finding.problems(findings).isEmpty(),
        complete,
        findings,
        List.of(
            new TableForecast("public.orders", "delta", 1_200_000, 219L << 20, 3_847, 0, 10_408),
            new TableForecast("public.log", "keyless", 7, 8192, 20, 1, 21)),
        List.of(new Skipped("views", List.of("public.v"), "they hold no rows")),
        1_200_007,
        (219L << 20) + 8192,
        3_867,
        1,
        live,
        18_868,
        25_429,
        deployment);
  }

  private ComparisonReport comparison() {
    boolean equal = verdict == Verdict.EQUAL;
    boolean known = verdict != Verdict.UNKNOWN;
    return new ComparisonReport(
        Side.MASTER,
        Side.SLAVE,
        true,
        equal,
        known,
        List.of(
            new TableResult(
                "public.orders",
                verdict,
                known ? 1200L : null,
                known ? 1199L : null,
                verdict == Verdict.DIFFERENT ? 1L : null,
                verdict == Verdict.DIFFERENT
                    ? List.of(new DifferingKey("(42,\"a\u001b[2J\")", Difference.ONLY_ACTIVE))
                    : List.of(),
                known ? null : "reading it: permission denied")),
        List.of(
            new SequenceResult("public.s", verdict != Verdict.DIFFERENT, "9", "7 (not called)")),
        List.of());
  }
}
