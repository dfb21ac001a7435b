package hma.master.switchover;

import hma.master.journal.Ownership;
import hma.protocol.Side;
import hma.sync.LiveSite;
import hma.sync.Site;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the owner's worker, which is scaled to 0, may be started: not while the other side's may
 * still run, and not on the word of a journal that the databases contradict. The other side may be
 * opened for a while under the first of these, too.
 */
final class Standstill {
  private static final Logger log = LoggerFactory.getLogger(Standstill.class);

  private final SwitchoverSupport support;
  private volatile @Nullable Instant otherSeen;
  private @Nullable Ownership disputed;

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
    return since == null
        || !support.clock().instant().isBefore(since.plus(support.rules().stopGrace()));
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
