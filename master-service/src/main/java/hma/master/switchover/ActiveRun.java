package hma.master.switchover;

import hma.master.journal.Purpose;
import hma.master.journal.Trigger;
import hma.workflow.Awaiting;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * A run under way.
 *
 * @param record its journal and its view
 * @param signals what others ask of it
 * @param end completes when it is cleared away
 */
record ActiveRun(RunRecord record, RunSignals signals, Future<?> end) {
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

  void awaitEnd(Duration limit) {
    Awaiting.await(end.otherwiseEmpty(), limit, "the end of the " + view().kind());
  }
}
