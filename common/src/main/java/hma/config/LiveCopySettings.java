package hma.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How the standby is brought up to date while the worker writes.
 *
 * @param enabled whether it is; otherwise all data moves while the worker stands still
 * @param whenBehind what is done where the worker writes faster than can be carried
 * @param verifyBudget how much of the outage may go into adding up whole tables again, 0 to 10 min
 * @param logLimit how many bytes the log of changes may take before the live copy is given up, at
 *     least 1 MiB
 * @param refresh how old the standby may get before it is refreshed without anybody asking, 5 min
 *     to 31 d; empty for whatever age
 * @param resumable whether tables that are to be copied whole are committed one by one before
 */
public record LiveCopySettings(
    boolean enabled,
    WhenBehind whenBehind,
    Duration verifyBudget,
    long logLimit,
    Optional<Duration> refresh,
    Resumable resumable) {

  /** Whether a copy is committed table by table, so that another one can go on with it. */
  public enum Resumable {
    /** Where it is expected to take long, or goes on with one that was committed so. */
    AUTO,
    /** Whatever it takes. */
    ON,
    /** Never: until its one commit the standby stays as it was. */
    OFF
  }

  /** What is done where the backlog of changes does not shrink any more. */
  public enum WhenBehind {
    /** Rounds go on until it does, with an alarm; a person may call the switchover off. */
    WAIT,
    /** The worker is stopped; the outage is longer by the backlog. */
    GO_ON,
    /** The switchover is rolled back; the worker never noticed. */
    GIVE_UP;

    /** As the setting has it. */
    String text() {
      return switch (this) {
        case WAIT -> "wait";
        case GO_ON -> "go-on";
        case GIVE_UP -> "give-up";
      };
    }
  }
}
