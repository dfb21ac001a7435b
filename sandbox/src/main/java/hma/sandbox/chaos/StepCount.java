package hma.sandbox.chaos;

import hma.workflow.Awaiting;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Counts the steps of switchovers that the masters log as ended. */
final class StepCount implements Consumer<String> {
  private static final String STEP = " step=\"";
  private static final Duration GLANCE = Duration.ofMillis(5);

  private final AtomicLong ended = new AtomicLong();

  /** Gets a line of any app's log. */
  @Override
  public void accept(String line) {
    if (line.contains(STEP)) {
      ended.incrementAndGet();
    }
  }

  /** Waits for the moment, its limit, or until it is called off. It blocks. */
  void await(Aim aim, BooleanSupplier called) {
    long wanted = ended.get() + aim.steps();
    long deadline = System.nanoTime() + aim.limit().toNanos();
    while (ended.get() < wanted && System.nanoTime() - deadline < 0 && !called.getAsBoolean()) {
      Awaiting.pause(GLANCE);
    }
    Awaiting.pause(aim.then());
  }
}
