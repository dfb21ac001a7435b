package hma.master.switchover;

import hma.master.journal.JournaledStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The moments of an outage, as the master sees them; each is null until it has come.
 *
 * @param ordered the source's worker was told to stop
 * @param stopped nothing of it was left
 * @param committed the target had committed
 * @param up the target's worker was up, or the source's again
 */
record Outage(
    @Nullable Instant ordered,
    @Nullable Instant stopped,
    @Nullable Instant committed,
    @Nullable Instant up) {
  static final Outage NONE = new Outage(null, null, null, null);

  /** As far as the journal tells, after the master is gone that has seen it. */
  static Outage of(List<JournaledStep> steps) {
    Outage seen = NONE;
    for (JournaledStep step : steps) {
      boolean done = step.state() == JournaledStep.State.DONE;
      if (step.name().equals(Step.STOP_WORKER.label())) {
        seen =
            done
                ? seen.ordered(step.startedAt()).stopped(step.endedAt())
                : seen.ordered(step.startedAt());
      } else if (step.name().equals(Step.COMMIT.label()) && done) {
        seen = seen.committed(step.endedAt());
      }
    }
    return seen;
  }

  Outage ordered(@Nullable Instant now) {
    return new Outage(now, null, null, null);
  }

  Outage stopped(@Nullable Instant now) {
    return new Outage(ordered, now, null, null);
  }

  Outage committed(@Nullable Instant now) {
    return new Outage(ordered, stopped, now, null);
  }

  Outage up(Instant now) {
    return new Outage(ordered, stopped, committed, now);
  }

  @Nullable Long stopMs() {
    return between(ordered, stopped);
  }

  @Nullable Long cutOverMs() {
    return between(stopped, committed);
  }

  @Nullable Long bootMs() {
    return between(committed, up);
  }

  @Nullable Long totalMs() {
    return between(ordered, up);
  }

  private static @Nullable Long between(@Nullable Instant from, @Nullable Instant to) {
    return from == null || to == null ? null : Duration.between(from, to).toMillis();
  }
}
