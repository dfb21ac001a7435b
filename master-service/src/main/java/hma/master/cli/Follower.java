package hma.master.cli;

import hma.master.api.ApiClient;
import hma.master.api.UnreachableMaster;
import hma.master.switchover.StepView;
import hma.master.switchover.SwitchoverView;
import hma.workflow.Awaiting;
import java.time.Duration;

/**
 * Watches a switchover to its end. A master that does not answer for a while is waited for: it
 * resumes the switchover once it is back.
 */
final class Follower {
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(40);
  private static final int MOST_SILENT_LOOKS = 240;

  private final ApiClient master;
  private final RunProgress progress;

  Follower(ApiClient master, RunProgress progress) {
    this.master = master;
    this.progress = progress;
  }

  /**
   * Waits; on a workflow's thread only.
   *
   * @throws UnreachableMaster when the master stays silent for two minutes or more
   */
  SwitchoverView follow(SwitchoverView begun) {
    SwitchoverView latest = begun;
    tell(latest, 0);
    while (!latest.state().terminal()) {
      Awaiting.pause(PAUSE);
      SwitchoverView next = look(begun.id());
      tell(next, latest.steps().size());
      // The last one is shown with all that there is to say of it.
      if (next.state() != latest.state() && !next.state().terminal()) {
        progress.line(Texts.state(next));
      }
      progress.show(next);
      latest = next;
    }
    return latest;
  }

  private SwitchoverView look(String id) {
    for (int silent = 1; ; silent++) {
      try {
        return Awaiting.await(master.find(id), LONGEST_ANSWER, "the master's answer");
      } catch (UnreachableMaster unreachable) {
        if (silent == MOST_SILENT_LOOKS) {
          throw unreachable;
        }
        if (silent == 1) {
          progress.line("the master does not answer: waiting for it");
        }
        Awaiting.pause(PAUSE);
      }
    }
  }

  private void tell(SwitchoverView switchover, int known) {
    for (StepView step : switchover.steps().stream().skip(known).toList()) {
      progress.line("  " + step.name());
    }
  }
}
