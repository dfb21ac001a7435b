package hma.master.switchover;

import hma.protocol.Claim;
import hma.protocol.ProblemException;
import hma.protocol.Side;
import hma.sync.LiveSite;
import hma.workflow.Awaiting;
import java.time.Duration;
import java.util.List;

/**
 * Takes the log of changes off a side. From the first moment on nothing is logged; a trigger that
 * somebody's long transaction keeps from being dropped does nothing until it is.
 */
final class EndingCapture {
  private static final int TRIES = 5;
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(3);

  private EndingCapture() {}

  /** As a switchover's step, on its source. Tried until nothing is logged any more. */
  static void insist(RunParts run) {
    if (!run.begun(Step.CAPTURE)) {
      return;
    }
    run.insist(
        "ending-the-log-of-changes",
        () -> {
          run.sites().wakeAgentOfSource();
          run.step(
              Step.END_CAPTURE,
              () -> {
                List<String> left = end(run);
                return new Noted<>(left, left.isEmpty() ? null : String.join("; ", left));
              });
        });
  }

  private static List<String> end(RunParts run) {
    for (int tries = 1; ; tries++) {
      List<String> left;
      try {
        left = once(run.support(), run.source(), run.claim());
      } catch (ProblemException problem) {
        if (Overtaking.explains(problem, run.source(), run.claim())) {
          // Not this run's to end any more: the failover has done it.
          return List.of(problem.problem().detail());
        }
        throw problem;
      }
      if (left.isEmpty() || tries == TRIES) {
        return left;
      }
      run.signals().checkStopping();
      Awaiting.pause(BETWEEN_TRIES);
    }
  }

  /** Ends it as far as nobody is in the way; the alarm says what is left. */
  static List<String> once(SwitchoverSupport support, LiveSite site, Claim claim) {
    List<String> left = site.stopCapture(claim);
    if (left.isEmpty()) {
      support.alarms().clear(left(site.side()));
    } else {
      support.alarms().raise(left(site.side()), message(site.side(), left));
    }
    return left;
  }

  /**
   * What stands when something of it is still there. One alarm per side: that one is clean says
   * nothing of the other.
   */
  static String left(Side side) {
    return "log-of-changes-left-on-" + side.label();
  }

  private static String message(Side side, List<String> left) {
    return "triggers of HMA on the %s do nothing any more and can't be dropped yet: %s; %s"
        .formatted(
            side.label(),
            String.join("; ", left),
            side == Side.MASTER
                ? "it is tried again every 15 s"
                : "it is tried again at the next switchover");
  }
}
