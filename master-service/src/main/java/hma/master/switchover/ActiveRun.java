package hma.master.switchover;

import hma.master.journal.Purpose;
import hma.master.journal.Trigger;
import hma.workflow.Awaiting;
import hma.workflow.TimeLimitExceeded;
import io.vertx.core.Future;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run under way.
 *
 * @param record its journal and its view
 * @param signals what others ask of it
 * @param end completes when it is cleared away
 */
record ActiveRun(RunRecord record, RunSignals signals, Future<?> end) {
  private static final Logger log = LoggerFactory.getLogger(ActiveRun.class);

  /** Whether people see its end, which is a moment before it is cleared away. */
  boolean over() {
    return view().state().terminal();
  }

  /** As people see it. */
  SwitchoverView view() {
    return record.view().get();
  }

  boolean is(String id) {
    return record.switchover().id().equals(id);
  }

  boolean isFor(Purpose purpose) {
    return record.facts().purpose() == purpose;
  }

  /** Whether nobody has asked for it, so that it gives way to who asks for something. */
  boolean givesWay() {
    return record.facts().trigger() == Trigger.INTERVAL;
  }

  /** Whether a refresh, which makes nobody active, has recorded an owner all the same. */
  boolean gaveWayToFailover() {
    return isFor(Purpose.REFRESH) && record.begun(Step.OWN);
  }

  /**
   * Calls a refresh off for a switchover; blocks until it has ended.
   *
   * @throws hma.protocol.ProblemException 409 {@code refresh-running} when that takes too long
   */
  void giveWay() {
    signals.cancel();
    log.atInfo()
        .addKeyValue("switchover", view().id())
        .log("the refresh gives way to a switchover");
    try {
      awaitEnd(SwitchoverService.STOP_LIMIT);
    } catch (TimeLimitExceeded late) {
      throw Admission.refreshEnding(view());
    }
  }

  /** It ended as nobody had foreseen. */
  void broke(Alarms alarms) {
    alarms.raise(
        "switchover-broken",
        "%s %s ended unexpectedly, see the log: restart the master to go on with it"
            .formatted(view().kind(), view().id()));
  }

  void awaitEnd(Duration limit) {
    Awaiting.await(end.otherwiseEmpty(), limit, "the end of the " + view().kind());
  }
}
