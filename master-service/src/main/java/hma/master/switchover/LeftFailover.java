package hma.master.switchover;

import hma.master.journal.JournaledSwitchover;
import hma.protocol.Claim;
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
    Settling.Settled settled = Settling.ask(record, () -> support.masterSite().settle(claim));
    log.atWarn()
        .addKeyValue("switchover", failover.id())
        .addKeyValue("outcome", settled.outcome())
        .log("a failover was left unfinished");
    switch (settled) {
      case Settling.Committed proof -> {
        record.step(Step.OWN, () -> support.journal().own(record.ownershipAfter(proof)));
        new OvertakenSwitchover(support.journal(), support.clock()).close(failover.id());
        record.enter(record.state(State.Left.class).known(proof));
      }
      case Settling.Aborted proof ->
          close(record, record.state(State.Left.class).rolledBack(proof));
    }
  }

  /** Of one to the other side it is found out again when it matters, by {@link Overtaking}. */
  static void giveUp(RunRecord record) {
    close(record, record.state(State.Left.class).givenUp());
  }

  private static void close(RunRecord record, State.RolledBack end) {
    record.view().failure("it was left unfinished");
    record.enter(end);
  }
}
