package hma.sync;

import hma.protocol.MovePlan;
import hma.protocol.ProblemException;
import hma.workflow.Awaiting;
import java.time.Duration;

/**
 * Opens views beside one that holds no locks itself: so nobody who has a table alone waits for it,
 * and it can be waited for them.
 */
final class PatientViews {
  private static final int TRIES = 120;
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

  private PatientViews() {}

  /**
   * Opens one; blocks.
   *
   * @param moment which holds no locks
   * @param part whose tables are going to be read
   * @param check throws when it is to end; called before each try
   * @throws ProblemException {@code locked} when somebody has a table alone for too long
   */
  static Source open(Source moment, MovePlan part, Runnable check) {
    for (int tries = 1; ; tries++) {
      check.run();
      try {
        return moment.beside(part);
      } catch (ProblemException problem) {
        if (!problem.problem().code().equals(SiteProblems.LOCKED) || tries == TRIES) {
          throw problem;
        }
      }
      Awaiting.pause(BETWEEN_TRIES);
    }
  }
}
