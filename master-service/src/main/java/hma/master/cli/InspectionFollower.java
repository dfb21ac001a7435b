package hma.master.cli;

import hma.master.api.UnreachableMaster;
import hma.master.inspection.InspectionView;
import hma.workflow.Awaiting;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Function;

/** Waits for the end of an inspection; a master that does not answer for a while is waited for. */
final class InspectionFollower {
  private static final Duration PAUSE = Duration.ofMillis(300);
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(40);
  private static final int MOST_SILENT_LOOKS = 100;

  private InspectionFollower() {}

  /**
   * Waits; on a workflow's thread only.
   *
   * @throws UnreachableMaster when the master stays silent for half a minute or more
   */
  static <R> InspectionView<R> follow(
      InspectionView<R> begun, Function<InspectionView<R>, Future<InspectionView<R>>> ask) {
    InspectionView<R> latest = begun;
    int silent = 0;
    while (latest.state() == InspectionView.State.RUNNING) {
      Awaiting.pause(PAUSE);
      try {
        latest = Awaiting.await(ask.apply(latest), LONGEST_ANSWER, "the master's answer");
        silent = 0;
      } catch (UnreachableMaster unreachable) {
        silent++;
        if (silent == MOST_SILENT_LOOKS) {
          throw unreachable;
        }
      }
    }
    return latest;
  }
}
