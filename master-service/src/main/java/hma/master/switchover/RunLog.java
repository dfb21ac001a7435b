package hma.master.switchover;

import hma.master.journal.Facts;
import hma.master.journal.JournaledSwitchover;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What the log tells of a run besides its steps. With those it is all that somebody needs who has
 * the log alone: whoever asks for the key {@code switchover} gets the whole story.
 */
final class RunLog {
  private static final Logger log = LoggerFactory.getLogger(RunLog.class);

  private RunLog() {}

  /** It is in the journal. */
  static void begun(JournaledSwitchover switchover) {
    Facts facts = switchover.facts();
    log.atInfo()
        .addKeyValue("switchover", switchover.id())
        .addKeyValue("purpose", facts.purpose().label())
        .addKeyValue("from", switchover.from().label())
        .addKeyValue("to", switchover.to().label())
        .addKeyValue("trigger", facts.trigger())
        .addKeyValue("epoch", switchover.epoch())
        .log("a {} has begun", facts.purpose().label());
  }

  /** It has entered a state, perhaps its last one. */
  static void entered(SwitchoverView run) {
    if (run.state().terminal()) {
      ended(run);
      return;
    }
    log.atInfo()
        .addKeyValue("switchover", run.id())
        .addKeyValue("state", run.state())
        .log("the {} goes on", run.kind());
  }

  /** A step begins: where it hangs, this is the last line. */
  static void step(String switchover, Step step) {
    log.atInfo()
        .addKeyValue("switchover", switchover)
        .addKeyValue("step", step.label())
        .log("step begins");
  }

  /** A table was moved, once more perhaps. */
  static void moved(String switchover, TableView table) {
    log.atInfo()
        .addKeyValue("switchover", switchover)
        .addKeyValue("table", table.table())
        .addKeyValue("method", table.method())
        .addKeyValue("rows", table.rows())
        .addKeyValue("bytes", table.bytes())
        .addKeyValue("durationMs", table.durationMs())
        .addKeyValue("reason", table.reason())
        .log("a table was moved");
  }

  /** Both sides were found equal. */
  static void proven(SwitchoverView run) {
    log.atInfo()
        .addKeyValue("switchover", run.id())
        .addKeyValue("rows", run.rows())
        .addKeyValue("bytes", run.bytes())
        .log("both sides are proven equal");
  }

  /** The new worker is up. */
  static void outage(SwitchoverView run) {
    log.atInfo()
        .addKeyValue("switchover", run.id())
        .addKeyValue("outageMs", run.outageMs())
        .addKeyValue("stopMs", run.stopMs())
        .addKeyValue("cutOverMs", run.cutOverMs())
        .addKeyValue("bootMs", run.bootMs())
        .log("the outage is over");
  }

  private static void ended(SwitchoverView run) {
    Instant end = run.finishedAt() == null ? run.startedAt() : run.finishedAt();
    boolean wanted =
        switch (run.state()) {
          case COMPLETED, CANCELLED -> true;
          default -> false;
        };
    log.atLevel(wanted ? Level.INFO : Level.WARN)
        .addKeyValue("switchover", run.id())
        .addKeyValue("state", run.state())
        .addKeyValue("durationMs", Duration.between(run.startedAt(), end).toMillis())
        .addKeyValue("rows", run.rows())
        .addKeyValue("bytes", run.bytes())
        .addKeyValue("verified", run.verified())
        .addKeyValue("outageMs", run.outageMs())
        .addKeyValue("reason", run.failure())
        .log("the {} has ended", run.kind());
  }
}
