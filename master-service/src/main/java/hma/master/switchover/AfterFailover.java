package hma.master.switchover;

import hma.master.journal.Deposed;
import hma.master.journal.JournaledSwitchover;
import hma.master.journal.Ownership;
import hma.protocol.Claim;
import hma.protocol.Side;
import hma.sync.LiveSite;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What remains once a failover has changed the owner: the side that was active before is fenced as
 * soon as it answers, and people are told until the next switchover has overwritten it.
 */
final class AfterFailover {
  private static final Logger log = LoggerFactory.getLogger(AfterFailover.class);

  /** What stands until the side that was active before is made equal again. */
  static final String ALARM = "failed-over";

  /** Waking an agent that is gone takes minutes, and nothing else is looked after meanwhile. */
  private static final Duration BETWEEN_TRIES = Duration.ofMinutes(5);

  private final SwitchoverSupport support;
  private Instant nextTry = Instant.MIN;

  /** Has not looked yet. */
  AfterFailover(SwitchoverSupport support) {
    this.support = support;
  }

  /** Looks once; blocks, and may leave the agent awake. */
  void look(Ownership owner) {
    Optional<JournaledSwitchover> failover = support.journal().failover(owner.epoch());
    if (failover.isEmpty() || owner.standbyAsOf() != null) {
      support.alarms().clear(ALARM);
      return;
    }
    boolean fenced = failover.get().done(Step.FENCE_OTHER.label());
    if (!fenced && support.rules().fence()) {
      fenced = fence(failover.get());
    }
    support.alarms().raise(ALARM, message(failover.get(), fenced));
  }

  private boolean fence(JournaledSwitchover failover) {
    if (support.clock().instant().isBefore(nextTry)) {
      return false;
    }
    Side side = failover.from();
    Sites sites = new Sites(support, failover);
    try {
      if (side == Side.SLAVE) {
        sites.wakeAgent();
      }
      LiveSite old = sites.source();
      RunRecord.resumed(support.journal(), failover, support.clock(), support.steps())
          .step(Step.FENCE_OTHER, () -> fence(old, failover));
      return true;
    } catch (Deposed over) {
      throw over;
    } catch (RuntimeException failure) {
      nextTry = support.clock().instant().plus(BETWEEN_TRIES);
      log.atWarn()
          .addKeyValue("side", side.label())
          .log("it can't be fenced yet: {}", failure.getMessage());
      return false;
    }
  }

  /** All that is selected, whatever the other side has: nobody is to write there. */
  private void fence(LiveSite old, JournaledSwitchover failover) {
    Claim claim = new Claim(failover.id(), failover.epoch(), support.leadership().term());
    // Its worker is told to stop by the upkeep; what a process left open there would keep the fence
    // out.
    old.terminateSessions();
    old.fenceAll(claim, support.rules().tables());
    old.terminateSessions();
  }

  private String message(JournaledSwitchover failover, boolean fenced) {
    String from = failover.from().label();
    return ("%s made the %s active at %s without the %s's last rows. What only the %s has, which %s,"
            + " is listed by ./hma compare --rows 10. Nothing is merged: the next switchover or"
            + " refresh overwrites it, so save first what you need")
        .formatted(
            failover.id(),
            failover.to().label(),
            failover.startedAt(),
            from,
            from,
            fencing(fenced));
  }

  private String fencing(boolean fenced) {
    if (!support.rules().fence()) {
      return "HMA_FENCE=off leaves open";
    }
    return fenced ? "is fenced" : "is NOT fenced yet (it is tried every 5 min)";
  }
}
