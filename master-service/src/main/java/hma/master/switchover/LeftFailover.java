package hma.master.switchover;

import hma.master.journal.JournaledSwitchover;
import hma.protocol.Claim;
import hma.protocol.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A failover to the master's side that ended in the middle. The receipt says whether it took place;
 * the worker is then the upkeep's to start. One that did not take place never will.
 */
final class LeftFailover {
  private static final Logger log = LoggerFactory.getLogger(LeftFailover.class);

  private final SwitchoverSupport support;

  LeftFailover(SwitchoverSupport support) {
    this.support = support;
  }

  /** Ends it, one way or the other. Blocks. */
  void end(JournaledSwitchover failover) {
    RunRecord record =
        RunRecord.resumed(support.journal(), failover, support.clock(), support.steps());
    if (failover.to() != support.masterSite().side()) {
      giveUp(record);
      return;
    }
    Claim claim = new Claim(failover.id(), failover.epoch(), support.leadership().term());
    Outcome outcome =
        record.step(
            Step.SETTLE,
            () -> {
              Outcome settled = support.masterSite().settle(claim);
              return new Noted<>(settled, settled.name());
            });
    log.atWarn()
        .addKeyValue("switchover", failover.id())
        .addKeyValue("outcome", outcome)
        .log("a failover was left unfinished");
    switch (outcome) {
      case COMMITTED -> {
        record.step(Step.OWN, () -> support.journal().own(record.ownershipAfterwards()));
        new OvertakenSwitchover(support.journal(), support.clock()).close(failover.id());
        record.enter(SwitchoverState.COMPLETED);
      }
      case ABORTED -> giveUp(record);
    }
  }

  /** Of one to the other side it is found out again when it matters, by {@link Overtaking}. */
  static void giveUp(RunRecord record) {
    record.view().failure("it was left unfinished");
    record.enter(SwitchoverState.ROLLED_BACK);
  }
}
