package hma.master.cli;

import hma.master.api.ApiClient;
import hma.master.api.UnreachableMaster;
import hma.master.switchover.FenceChangeView;
import hma.workflow.Awaiting;
import java.time.Duration;

/** Waits for the end of a change of the fences; a silent master is waited for a while. */
final class FenceChangeFollower {
  private static final Duration PAUSE = Duration.ofMillis(300);
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(40);
  private static final int MOST_SILENT_LOOKS = 100;

  private FenceChangeFollower() {}

  /**
   * Waits; on a workflow's thread only.
   *
   * @throws UnreachableMaster when the master stays silent for half a minute or more
   */
  static FenceChangeView follow(ApiClient master, FenceChangeView begun) {
    FenceChangeView latest = begun;
    int silent = 0;
    while (latest.state() == FenceChangeView.State.RUNNING) {
      Awaiting.pause(PAUSE);
      try {
        latest =
            Awaiting.await(
                master.findFenceChange(begun.id()), LONGEST_ANSWER, "the master's answer");
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
