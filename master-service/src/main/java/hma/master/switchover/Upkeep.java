package hma.master.switchover;

import hma.master.journal.Ownership;
import hma.master.journal.ProcessQuantity;
import hma.protocol.Claim;
import hma.protocol.Side;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks, while no switchover runs, that the owner's worker is scaled up and runs, and that the
 * other side's is not. Orders to Heroku carry no term and may land late: what a replaced master
 * said is put right here.
 */
final class Upkeep {
  private static final Logger log = LoggerFactory.getLogger(Upkeep.class);
  private static final String OWNER_UNKNOWN = "owner-unknown";
  private static final String OWNER_DISPUTED = "owner-disputed";

  private final SwitchoverSupport support;
  private final WorkerWatch watch;
  private boolean captureEnded;

  Upkeep(SwitchoverSupport support) {
    this.support = support;
    this.watch = new WorkerWatch(support.alarms(), support.clock());
  }

  /**
   * What was seen and done.
   *
   * @param owner who owns the worker; null where that is still not known
   * @param up whether all of the owner's worker is up
   */
  record Look(@Nullable Ownership owner, boolean up) {}

  /**
   * Looks once.
   *
   * @param owned who owns the worker; null before the first adoption
   */
  Look look(@Nullable Ownership owned) {
    support.leadership().confirm();
    Ownership owner = owned == null ? adopt().orElse(null) : keep(owned);
    if (owner != null) {
      endForgottenCapture(owner);
    }
    return new Look(
        owner, owner != null && watch.look(support.worker(owner.owner()), owner.formation()));
  }

  /** Of a switchover that could not take it off, or whose master was killed. */
  private void endForgottenCapture(Ownership owner) {
    if (captureEnded && !support.alarms().stands(EndingCapture.left(Side.MASTER))) {
      return;
    }
    Claim claim = new Claim("upkeep", owner.epoch(), support.leadership().term());
    captureEnded = EndingCapture.once(support, support.masterSite(), claim).isEmpty();
  }

  /** A switchover has seen this side's worker run. */
  void seenUp(Side side) {
    watch.seenUp(side);
  }

  /** The side that runs the worker when HMA first looks is the active one. */
  private Optional<Ownership> adopt() {
    boolean master = support.masterWorker().scaledUp();
    boolean slave = support.slaveWorker().scaledUp();
    if (master == slave) {
      support
          .alarms()
          .raise(
              OWNER_UNKNOWN,
              master
                  ? "the worker is scaled up on both sides: scale it to 0 on the one whose data is older, with heroku ps:scale"
                  : "the worker is scaled up on neither side: scale it up on the one that is to be active, with heroku ps:scale");
      return Optional.empty();
    }
    Worker worker = master ? support.masterWorker() : support.slaveWorker();
    Ownership adopted = new Ownership(worker.side(), Ownership.FIRST_EPOCH, worker.formation());
    support.journal().own(adopted);
    support.alarms().clear(OWNER_UNKNOWN);
    log.atInfo().addKeyValue("active", worker.side().label()).log("the active side is adopted");
    return Optional.of(adopted);
  }

  private Ownership keep(Ownership owned) {
    support.alarms().clear(OWNER_UNKNOWN);
    Worker worker = support.worker(owned.owner());
    Worker other = support.worker(owned.owner().other());
    List<ProcessQuantity> formation = worker.formation();
    boolean up = formation.stream().anyMatch(process -> process.quantity() > 0);
    boolean otherUp = other.scaledUp();
    if (otherUp && !up) {
      dispute(owned);
      return owned;
    }
    support.alarms().clear(OWNER_DISPUTED);
    if (otherUp) {
      log.atWarn()
          .addKeyValue("side", other.side().label())
          .log("the worker is scaled up on the side that is not active: scaling it to 0");
      other.stop();
    }
    if (!up) {
      log.atWarn()
          .addKeyValue("side", worker.side().label())
          .log("no worker is scaled up on the active side: scaling it back");
      worker.start(owned.formation());
      return owned;
    }
    if (formation.equals(owned.formation())) {
      return owned;
    }
    Ownership changed = new Ownership(owned.owner(), owned.epoch(), formation);
    support.journal().own(changed);
    return changed;
  }

  /**
   * The worker is where the journal does not have it, and nowhere else: that journal may be an old
   * backup's. To follow it would start a worker on old data beside one that still runs.
   */
  private void dispute(Ownership owned) {
    Side owner = owned.owner();
    support
        .alarms()
        .raise(
            OWNER_DISPUTED,
            ("the journal says that the %s owns epoch %d, but the worker is scaled up on the %s only:"
                    + " the master's database may have been restored from an old backup. Nothing is"
                    + " scaled. If the %s is right, scale the worker of the %s to 0 with heroku"
                    + " ps:scale; if not, restore a database that knows the last switchover")
                .formatted(
                    owner.label(),
                    owned.epoch(),
                    owner.other().label(),
                    owner.label(),
                    owner.other().label()));
  }
}
