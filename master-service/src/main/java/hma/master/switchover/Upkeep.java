package hma.master.switchover;

import hma.master.heroku.HerokuException;
import hma.master.journal.Deposed;
import hma.master.journal.Ownership;
import hma.master.journal.ProcessQuantity;
import hma.protocol.Claim;
import hma.protocol.Side;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks, while no switchover runs, that the owner's worker is scaled up and runs, and that the
 * other side's and the agent are not. Orders to Heroku carry no term and may land late: what a
 * replaced master said is put right here.
 */
final class Upkeep {
  /** What stands while nobody looks after the workers. */
  static final String FAILING = "upkeep-failing";

  private static final Logger log = LoggerFactory.getLogger(Upkeep.class);
  private static final String OWNER_UNKNOWN = "owner-unknown";

  private final SwitchoverSupport support;
  private final Runnable sleepForgottenAgent;
  private final WorkerWatch watch;
  private final Standstill standstill;
  private final Overtaking overtaking;
  private final AfterFailover afterFailover;
  private final FixedProcesses fixed;
  private boolean captureEnded;
  private boolean failedBefore;

  /**
   * Before the first look.
   *
   * @param standstill is told of the other side's worker
   * @param sleepForgottenAgent scales the agent to 0 if nobody needs it
   */
  Upkeep(SwitchoverSupport support, Standstill standstill, Runnable sleepForgottenAgent) {
    this.support = support;
    this.sleepForgottenAgent = sleepForgottenAgent;
    this.watch = new WorkerWatch(support.alarms(), support.clock());
    this.standstill = standstill;
    this.overtaking = new Overtaking(support);
    this.afterFailover = new AfterFailover(support);
    this.fixed = new FixedProcesses(support);
  }

  /**
   * What was seen and done.
   *
   * @param owner who owns the worker; null where that is still not known
   * @param up whether all of the owner's worker is up
   */
  record Look(@Nullable Ownership owner, boolean up) {}

  /** Looks once. What fails for good is an alarm at once, other failures when they are repeated. */
  Look look() {
    return watched(() -> {
      Look look = lookAtBoth();
      if (look.owner() != null) {
        endForgottenCapture(look.owner());
        afterFailover.look(look.owner());
      }
      sleepForgottenAgent.run();
      return look;
    });
  }

  /** As {@link #look}, beside a refresh, whose capture and agent are not forgotten. */
  Look lookAtWorkers() {
    return watched(this::lookAtBoth);
  }

  private Look watched(Supplier<Look> looking) {
    try {
      Look seen = looking.get();
      failedBefore = false;
      support.alarms().clear(FAILING);
      return seen;
    } catch (Deposed | ServiceStopping over) {
      throw over;
    } catch (RuntimeException failure) {
      if (failedBefore || isRefusal(failure)) {
        support
            .alarms()
            .raise(
                FAILING,
                "nobody looks after the workers: %s; it is tried again every 15 s"
                    .formatted(failure.getMessage()));
      }
      failedBefore = true;
      throw failure;
    }
  }

  private static boolean isRefusal(RuntimeException failure) {
    return failure instanceof HerokuException refused && !refused.retryable();
  }

  /** The journal is read anew each time: somebody may have put right there who is active. */
  private Look lookAtBoth() {
    support.leadership().confirm();
    Ownership owned = support.journal().ownership().orElse(null);
    // First, so that a side that can't be asked hides nothing of the other.
    boolean up = owned != null && watch.look(support.worker(owned.owner()), owned.formation());
    Ownership owner = owned == null ? adopt().orElse(null) : keep(owned);
    new StandbyFitness(support).showWhatIsNoted();
    return new Look(owner, up);
  }

  /** Of a switchover that could not take it off, or whose master was killed. */
  private void endForgottenCapture(Ownership owner) {
    if (captureEnded && !support.alarms().stands(EndingCapture.left(Side.MASTER))) {
      return;
    }
    Claim claim = new Claim("upkeep", owner.epoch(), support.leadership().term());
    captureEnded = EndingCapture.once(support, support.masterSite(), claim).isEmpty();
  }

  /** The service stops: nobody is waited for any longer. */
  void stop() {
    standstill.stop();
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
    Ownership adopted =
        new Ownership(
            worker.side(), Ownership.FIRST_EPOCH, worker.toRun(), support.clock().instant());
    support.journal().own(adopted);
    support.alarms().clear(OWNER_UNKNOWN);
    log.atInfo().addKeyValue("side", worker.side().label()).log("the active side is adopted");
    return Optional.of(adopted);
  }

  private Ownership keep(Ownership owned) {
    support.alarms().clear(OWNER_UNKNOWN);
    Worker other = support.worker(owned.owner().other());
    Worker worker = support.worker(owned.owner());
    boolean otherScaledUp = other.scaledUp();
    List<ProcessQuantity> formation = worker.formation();
    boolean scaledUp = formation.stream().anyMatch(process -> process.quantity() > 0);
    standstill.look(owned, worker, scaledUp);
    boolean doubtful = Overtaking.isDoubtful(owned.owner(), scaledUp, otherScaledUp);
    Optional<Ownership> kept = overtaking.beforeAnOrder(owned, doubtful);
    if (kept.isPresent()) {
      return kept.get();
    }
    if (standstill.isDisputed(owned, doubtful)) {
      return owned;
    }
    if (otherScaledUp) {
      log.atWarn()
          .addKeyValue("side", other.side().label())
          .log("the worker is scaled up on the side that is not active: scaling it to 0");
      StandbyWorker.stop(support, other);
      standstill.seen();
    }
    if (!scaledUp) {
      startAgain(owned, worker, other);
      return owned;
    }
    List<ProcessQuantity> wanted = fixed.keep(worker, formation, () -> standstill.isOver(other));
    if (wanted.equals(owned.formation())) {
      return owned;
    }
    Ownership changed = owned.with(wanted);
    support.journal().own(changed);
    return changed;
  }

  private void startAgain(Ownership owned, Worker worker, Worker other) {
    if (standstill.isOver(other) && standstill.hasEnded(worker)) {
      log.atWarn()
          .addKeyValue("side", worker.side().label())
          .log("no worker is scaled up on the active side: scaling it back");
      worker.start(owned.formation());
    }
  }
}
