package hma.master.switchover;

import hma.master.journal.JournaledSwitchover;
import hma.protocol.ProblemException;
import hma.protocol.Side;
import hma.sync.LiveSite;
import hma.sync.SiteProblems;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Both sides of one switchover, as its source and its target. */
final class Sites {
  private final SwitchoverSupport support;
  private final JournaledSwitchover switchover;
  private @Nullable LiveSite slave;

  Sites(SwitchoverSupport support, JournaledSwitchover switchover) {
    this.support = support;
    this.switchover = switchover;
  }

  /**
   * Starts the agent where it does not run, waits for its signed hello, and makes this mastership
   * known to its database: before that nothing may be done there. Repeated after every failure,
   * since the agent may have restarted.
   */
  void wakeAgent() {
    slave = wokenAgent(support);
  }

  /** As {@link #wakeAgent()}, for whoever is no switchover. */
  static LiveSite wokenAgent(SwitchoverSupport support) {
    LiveSite woken = support.agent().wake();
    try {
      woken.raiseTerm(support.leadership().term());
    } catch (ProblemException problem) {
      if (!problem.problem().code().equals(SiteProblems.STALE_TERM)) {
        throw problem;
      }
      // This process leads, by the lock in the master's database, which may have been restored.
      woken.raiseTerm(support.leadership().exceed(woken.state().term()));
    }
    return woken;
  }

  /** For what is tried again: wakes the agent if the source's database is behind it. */
  void wakeAgentOfSource() {
    if (switchover.from() == Side.SLAVE) {
      wakeAgent();
    }
  }

  /** The slave's database, whichever end of the switchover it is; blocks while the agent wakes. */
  LiveSite slave() {
    if (slave == null) {
      wakeAgent();
    }
    return Objects.requireNonNull(slave);
  }

  LiveSite source() {
    return site(switchover.from());
  }

  LiveSite target() {
    return site(switchover.to());
  }

  Worker sourceWorker() {
    return support.worker(switchover.from());
  }

  Worker targetWorker() {
    return support.worker(switchover.to());
  }

  private LiveSite site(Side side) {
    return switch (side) {
      case MASTER -> support.masterSite();
      case SLAVE -> slave();
    };
  }
}
