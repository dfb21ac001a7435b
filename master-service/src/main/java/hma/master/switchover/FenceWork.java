package hma.master.switchover;

import hma.master.journal.Ownership;
import hma.protocol.Claim;
import hma.protocol.Side;
import hma.sync.LiveSite;
import org.jspecify.annotations.Nullable;

/** What one change of the fences does on the databases; the agent is woken when it is needed. */
final class FenceWork {
  private final SwitchoverSupport support;
  private final Ownership owned;
  private final String id;
  private boolean agentWoken;
  private @Nullable LiveSite slave;

  FenceWork(SwitchoverSupport support, Ownership owned, String id) {
    this.support = support;
    this.owned = owned;
    this.id = id;
  }

  /** Makes sure that a side can be reached; blocks while the agent is being woken. */
  void reach(Side side) {
    site(side);
  }

  /** Gives back what a fence took on a side; returns of how many relations. */
  int lift(Side side) {
    LiveSite site = site(side);
    int fenced = site.state().fencedRelations();
    site.lift(claim());
    return fenced;
  }

  /** Fences all that a side holds by now; returns how many relations that are. */
  int fence(Side side) {
    LiveSite site = site(side);
    site.fenceAll(claim(), support.rules().tables());
    return site.state().fencedRelations();
  }

  boolean agentWoken() {
    return agentWoken;
  }

  private Claim claim() {
    return new Claim(id, owned.epoch(), support.leadership().term());
  }

  private LiveSite site(Side side) {
    return switch (side) {
      case MASTER -> support.masterSite();
      case SLAVE -> slave();
    };
  }

  private LiveSite slave() {
    LiveSite woken = slave;
    if (woken == null) {
      agentWoken = true;
      woken = Sites.wokenAgent(support);
      slave = woken;
    }
    return woken;
  }
}
