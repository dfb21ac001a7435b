package hma.master.switchover;

import hma.master.journal.Deposed;
import hma.master.journal.Facts;
import hma.master.journal.JournaledSwitchover;
import hma.master.journal.Ownership;
import hma.master.journal.ProcessQuantity;
import hma.master.journal.Trigger;
import hma.protocol.Claim;
import hma.protocol.CommitReceipt;
import hma.protocol.ProblemException;
import hma.protocol.Side;
import hma.protocol.SiteState;
import hma.sync.Site;
import hma.sync.SiteProblems;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A failover that made the slave active while this master, its journal or all of its side could not
 * be reached. The slave's database alone knows of it, behind an agent that sleeps. So it is asked
 * before any order that would make or keep the master's side the one that works; a worker that runs
 * where the journal has it needs no order.
 */
final class Overtaking {
  private static final Logger log = LoggerFactory.getLogger(Overtaking.class);

  /** What stands while an order is needed and the slave can't be asked. */
  static final String NOT_ASKED = "slave-not-asked";

  private final SwitchoverSupport support;

  /** Asks nobody yet. */
  Overtaking(SwitchoverSupport support) {
    this.support = support;
  }

  /**
   * Whether Heroku shows something else than the journal says, so that an order is needed that only
   * the databases can justify.
   *
   * @param up whether the owner's worker is scaled up
   * @param otherUp whether the other side's is
   */
  static boolean isDoubtful(Side owner, boolean up, boolean otherUp) {
    return owner == Side.MASTER ? !up || otherUp : !up && otherUp;
  }

  /** The failover that has overtaken the owner of an epoch, if one has. */
  static Optional<CommitReceipt> in(SiteState slave, long owned) {
    return slave
        .newest()
        .filter(CommitReceipt::madeByFailover)
        .filter(receipt -> receipt.epoch() > owned);
  }

  /** Whether a claim was refused since a failover has made that side active by itself. */
  static boolean explains(ProblemException problem, Site site, Claim claim) {
    return problem.problem().code().equals(SiteProblems.STALE_TERM)
        && in(site.state(), claim.epoch()).isPresent();
  }

  /**
   * To be called before the owner's worker is started or the other side's stopped. Wakes the agent
   * where the master is active by its journal, and leaves it awake.
   *
   * @param doubtful as {@link #isDoubtful} says
   * @return who owns the worker where no order may be given: the new owner where there was a
   *     failover, to which this side has given way by then, or the same one, while an alarm stands
   *     that the slave can't be asked; empty where none stands against an order
   */
  Optional<Ownership> beforeAnOrder(Ownership owned, boolean doubtful) {
    if (owned.owner() == Side.SLAVE || !doubtful) {
      support.alarms().clear(NOT_ASKED);
      return Optional.empty();
    }
    Optional<SiteState> slave = ask();
    if (slave.isEmpty()) {
      return Optional.of(owned);
    }
    support.alarms().clear(NOT_ASKED);
    return in(slave.get(), owned.epoch()).map(receipt -> giveWay(receipt, owned.formation()));
  }

  private Optional<SiteState> ask() {
    try {
      return Optional.of(support.agent().wake().state());
    } catch (Deposed over) {
      throw over;
    } catch (RuntimeException failure) {
      support
          .alarms()
          .raise(
              NOT_ASKED,
              ("the master is active by its journal, but its worker is scaled to 0 or the slave's is"
                      + " scaled up, and the slave's database can't be asked whether a failover has"
                      + " made it active: %s. No worker is started or stopped before it answers. If"
                      + " there was no failover, scale the workers yourself with heroku ps:scale, or"
                      + " run ./hma failover --to master")
                  .formatted(failure.getMessage()));
      return Optional.empty();
    }
  }

  /**
   * Lets the slave be the owner: the master's worker is stopped, and the journal takes the failover
   * up. {@link AfterFailover} fences what is left. Repeating it changes nothing.
   */
  Ownership giveWay(CommitReceipt failover, List<ProcessQuantity> known) {
    StandbyWorker.makeStop(support, support.masterWorker());
    List<ProcessQuantity> running = support.slaveWorker().formation();
    boolean up = running.stream().anyMatch(process -> process.quantity() > 0);
    Ownership owner =
        new Ownership(Side.SLAVE, failover.epoch(), up ? running : known, failover.decidedAt());
    RunRecord record =
        RunRecord.opened(
            support.journal(),
            new JournaledSwitchover(
                failover.switchover(),
                Side.MASTER,
                Side.SLAVE,
                failover.epoch(),
                failover.decidedAt(),
                new Facts(Trigger.FAILOVER, owner.formation(), null),
                List.of()),
            support.clock(),
            support.steps());
    Settling.Committed proof =
        Settling.byReceipt(record.switchover().id(), Optional.of(failover)).orElseThrow();
    record.enter(record.state(State.Preparing.class).known(proof));
    support.journal().own(owner);
    log.atWarn()
        .addKeyValue("switchover", failover.switchover())
        .log("a failover has made the slave active: this side gives way");
    return owner;
  }
}
