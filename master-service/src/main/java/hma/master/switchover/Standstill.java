package hma.master.switchover;

import hma.master.journal.Ownership;
import hma.protocol.Side;
import hma.sync.LiveSite;
import hma.sync.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the owner's worker, which is scaled to 0, may be started: not while the other side's may
 * still run, nor what was stopped of its own, and not on the word of a journal that the databases
 * contradict. The other side may be opened for a while under the first of these, too.
 */
final class Standstill {
  private static final Logger log = LoggerFactory.getLogger(Standstill.class);

  private final SwitchoverSupport support;
  private final RunSignals signals = new RunSignals();
  private volatile @Nullable Instant otherSeen;
  private @Nullable Reign looked;
  private @Nullable Gone ownGone;
  private @Nullable Ownership disputed;

  /**
   * What is known holds for one owner, as long as this master leads.
   *
   * @param term under which this master has looked ever since: another one may have led before
   * @param epoch of the owner, whose worker it is
   */
  private record Reign(long term, long epoch) {}

  /** That no dyno of the owner's worker was listed. */
  private record Gone(Reign reign, Instant since) {}

  Standstill(SwitchoverSupport support) {
    this.support = support;
  }

  /** The other side's worker is there. */
  void seen() {
    otherSeen = support.clock().instant();
  }

  /**
   * Whether nothing was seen of the other side's worker for the grace. It may go on for a while
   * after its dyno has left the list, and before the first switchover no fence stands there.
   */
  boolean isOver(Worker other) {
    if (!other.dynos().isEmpty()) {
      seen();
    }
    Instant since = otherSeen;
    return since == null || graceIsOver(since);
  }

  private boolean graceIsOver(Instant since) {
    return !support.clock().instant().isBefore(since.plus(support.rules().stopGrace()));
  }

  /** Looks, at each upkeep, whether a dyno is left of the owner's worker that is to run none. */
  void look(Ownership owned, Worker own, boolean scaledUp) {
    Reign reign = new Reign(support.leadership().term(), owned.epoch());
    if (!reign.equals(looked)) {
      support.journal().sinceOrderToStandby().ifPresent(this::seenBefore);
      looked = reign;
    }
    if (scaledUp || !own.dynos().isEmpty()) {
      ownGone = null;
    } else if (ownGone == null || !ownGone.reign().equals(reign)) {
      ownGone = new Gone(reign, support.clock().instant());
    }
  }

  /** Another master, or a run that gave way to a failover, may have told the other side to stop. */
  private void seenBefore(Duration ago) {
    Instant told = support.clock().instant().minus(ago);
    Instant seen = otherSeen;
    if (seen == null || seen.isBefore(told)) {
      otherSeen = told;
    }
  }

  /**
   * Waits until nothing is left of the owner's own worker, beside which it must not be started. Its
   * database is asked, unless no dyno of it was listed for the whole grace: that is enough where
   * nobody can be asked.
   *
   * @return whether it is still to be started; somebody may have done so meanwhile
   */
  boolean hasEnded(Worker own) {
    SwitchoverSupport.Rules rules = support.rules();
    Gone gone = ownGone;
    if (gone != null && graceIsOver(gone.since())) {
      return true;
    }
    LiveSite site = own.side() == Side.MASTER ? support.masterSite() : support.agent().wake();
    Stillness.of(own, () -> site, support.clock(), this::goOn)
        .awaitEnd(rules.quietUntilDead(), rules.stopGrace(), own::scaledUp);
    return !own.scaledUp();
  }

  /** Ends what waits. */
  void stop() {
    signals.stop();
  }

  private void goOn() {
    signals.checkStopping();
    support.leadership().confirm();
  }

  /**
   * Whether a person has to say who is active. Where the worker runs on the other side alone,
   * somebody may have moved it by hand; or the journal is that of an old backup, and the other side
   * has been made active since. Both databases are asked before anything is done.
   *
   * @param doubtful whether the worker is not where the journal has it
   */
  boolean isDisputed(Ownership owned, boolean doubtful) {
    if (!doubtful) {
      if (disputed != null) {
        disputed = null;
        support.alarms().clear(EpochAgreement.ALARM);
      }
      return false;
    }
    if (owned.equals(disputed) && support.alarms().stands(EpochAgreement.ALARM)) {
      return true;
    }
    log.atWarn().log("the worker is not where the journal has it: asking both databases");
    LiveSite slave = support.agent().wake();
    Site owner = owned.owner() == Side.MASTER ? support.masterSite() : slave;
    Site other = owned.owner() == Side.MASTER ? slave : support.masterSite();
    Optional<String> disagreement =
        EpochAgreement.check(
            support.alarms(), owned.owner(), owned.epoch(), owner.state(), other.state());
    disputed = disagreement.isPresent() ? owned : null;
    return disagreement.isPresent();
  }
}
