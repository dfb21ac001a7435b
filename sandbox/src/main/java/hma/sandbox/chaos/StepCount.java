package hma.sandbox.chaos;

import hma.workflow.Awaiting;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Follows the steps of runs by what the masters log of them. */
final class StepCount implements Consumer<String> {
  /** At rest, no step is under way. */
  static final String REST = "at rest";

  /** In both forms of the log, logfmt and JSON. */
  private static final Pattern STEP =
      Pattern.compile(
          "msg\"?[=:]\"step (begins|ended)[^\"]*\".*[\" ]step\"?[=:](?:\"([^\"]*)\"|(\\S+))");

  private static final Duration GLANCE = Duration.ofMillis(5);

  private final AtomicLong ended = new AtomicLong();
  private volatile String underWay = REST;

  /** Gets a line of any app's log. */
  @Override
  public void accept(String line) {
    Matcher step = STEP.matcher(line);
    if (!step.find()) {
      return;
    }
    if (step.group(1).equals("begins")) {
      underWay = step.group(2) == null ? step.group(3) : step.group(2);
    } else {
      underWay = REST;
      ended.incrementAndGet();
    }
  }

  /** The step that is under way, by its label. */
  String underWay() {
    return underWay;
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
