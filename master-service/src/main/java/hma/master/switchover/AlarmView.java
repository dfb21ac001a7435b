package hma.master.switchover;

import java.time.Instant;
import java.util.Set;

/**
 * Something that a person has to look at.
 *
 * @param code a stable name for programs
 * @param message what is wrong and what to do, without secrets
 * @param since when it was first seen
 */
public record AlarmView(String code, String message, Instant since) {
  /** While nothing else is wrong the worker works, and HMA goes on by itself. */
  private static final Set<String> CAN_WAIT =
      Set.of(
          "cannot-catch-up",
          "validating-the-foreign-keys",
          "ending-the-log-of-changes",
          "log-of-changes-left-on-master",
          "log-of-changes-left-on-slave",
          "renewing-the-statistics",
          "recording-the-state",
          "putting-the-agent-to-sleep",
          "notifications-not-delivered",
          "processes-not-as-set");

  /**
   * Whether no worker runs, may be none soon, or HMA waits for a person. An alarm of which nothing
   * is known is one of these.
   */
  public boolean urgent() {
    return !CAN_WAIT.contains(code);
  }
}
