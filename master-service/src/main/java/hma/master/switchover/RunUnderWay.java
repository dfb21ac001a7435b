package hma.master.switchover;

import hma.master.journal.Purpose;
import hma.workflow.Awaiting;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The place of the one switchover or refresh that may be under way. */
final class RunUnderWay {
  private static final Duration GLANCE = Duration.ofMillis(50);

  private final AtomicReference<@Nullable ActiveRun> active = new AtomicReference<>();

  /** Takes the place. */
  void begins(ActiveRun run) {
    active.set(run);
  }

  /** Leaves it, unless another has it by now. */
  void ends(ActiveRun run) {
    active.compareAndSet(run, null);
  }

  /** Whether it is empty. */
  boolean isNone() {
    return active.get() == null;
  }

  /** Whether it is empty, or held by what gives way to what somebody asks for. */
  boolean isNoneOrGivesWay() {
    ActiveRun running = active.get();
    return running == null || running.givesWay();
  }

  /** Whether the worker is being moved, so that nobody else may scale it. */
  boolean movesTheWorker() {
    ActiveRun running = active.get();
    return running != null && running.isFor(Purpose.SWITCHOVER);
  }

  /** As people see it; null where there is none. */
  @Nullable SwitchoverView view() {
    ActiveRun running = active.get();
    return running == null ? null : running.view();
  }

  /** What the journal holds of one that is under way is not its newest state. */
  SwitchoverView asItIsNow(SwitchoverView journaled) {
    SwitchoverView running = view();
    return running != null && running.id().equals(journaled.id()) ? running : journaled;
  }

  /** As people see it; null where there is none, or its end is seen already. */
  @Nullable SwitchoverView viewBeforeItsEnd() {
    ActiveRun running = active.get();
    return running == null || running.over() ? null : running.view();
  }

  /** Whoever saw its end may ask for the next one at once. Blocks. */
  @Nullable SwitchoverView viewAfterItsEnd() {
    ActiveRun running = active.get();
    if (running != null && running.over()) {
      running.awaitEnd(SwitchoverService.STOP_LIMIT);
    }
    return view();
  }

  /** Calls off what gives way, if the request is let in. Blocks. */
  void giveWayTo(Runnable admission) {
    ActiveRun running = active.get();
    if (running != null && running.givesWay() && !running.over()) {
      // What is refused anyway calls nothing off.
      admission.run();
      running.giveWay();
    }
  }

  /**
   * Calls it off.
   *
   * @return whether it is the one of that id
   * @throws hma.protocol.ProblemException when it comes too late
   */
  boolean cancel(String id) {
    ActiveRun running = active.get();
    if (running == null || !running.is(id)) {
      return false;
    }
    if (!running.signals().cancel()) {
      throw Admission.tooLate(running.view());
    }
    return true;
  }

  /** Waits until there is none. Blocks. */
  void awaitEnd(Duration limit) {
    ActiveRun running = active.get();
    if (running != null) {
      running.awaitEnd(limit);
    }
  }

  /** Waits until its place is empty. Blocks. */
  void awaitNone(Duration limit) {
    awaitEnd(limit);
    while (!isNone()) {
      Awaiting.pause(GLANCE);
    }
  }

  /** Lets it end before its next step. Blocks. */
  void stop() {
    ActiveRun running = active.get();
    if (running != null) {
      running.signals().stop();
      running.awaitEnd(SwitchoverService.STOP_LIMIT);
    }
  }
}
