package hma.master.switchover;

import hma.master.journal.Ownership;
import hma.protocol.Claim;
import hma.protocol.CommitReceipt;
import hma.protocol.Side;
import hma.protocol.SiteState;
import hma.sync.LiveSite;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one change of the fences does on the databases; the agent is woken when it is needed. */
final class FenceWork {
  private final SwitchoverSupport support;
  private final Standstill standstill;
  private final Ownership owned;
  private final String id;
  private boolean agentWoken;
  private @Nullable LiveSite slave;

  FenceWork(SwitchoverSupport support, Standstill standstill, Ownership owned, String id) {
    this.support = support;
    this.standstill = standstill;
    this.owned = owned;
    this.id = id;
  }

  /**
   * Whoever had the floor before may have found, or made, another side active.
   *
   * @throws hma.protocol.ProblemException 409 {@code active-side-changed}
   */
  void refuseIfAnotherOwns() {
    Ownership now = support.journal().ownership().orElse(owned);
    if (now.owner() != owned.owner() || now.epoch() != owned.epoch()) {
      throw Admission.activeSideChanged(now);
    }
  }

  /**
   * Makes sure that the standby is one, that it can be reached, and that no worker is left there
   * that could write once its fence is lifted; blocks while the agent is being woken.
   *
   * @throws hma.protocol.ProblemException 409 {@code failed-over} where a failover has made it
   *     active that the journal does not know of; {@code standby-worker-runs}
   */
  void reachStandby() {
    Side standby = owned.owner().other();
    SiteState state = site(standby).state();
    Optional<CommitReceipt> failover = Overtaking.in(state, owned.epoch());
    if (standby == Side.SLAVE && failover.isPresent()) {
      throw Admission.failedOver(failover.get());
    }
    StandbyWorker.refuseUnlessGone(support, standstill, standby);
  }

  /** Gives back what a fence took on a side; returns of how many relations. */
  int lift(Side side) {
    LiveSite site = site(side);
    int fenced = site.state().fencedRelations();
    site.lift(claim());
    return fenced;
  }

  /** As {@link #lift}; what still runs on the standby is not to get its rights back. */
  int liftForGood(Side side) {
    if (side != owned.owner()) {
      reachStandby();
    }
    return lift(side);
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
