package hma.master.switchover;

import hma.master.journal.Deposed;
import hma.workflow.Awaiting;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Does what must be done, however often it takes: each failure raises an alarm that ends with the
 * success, so that nobody rests in a state without a worker.
 */
final class Persistence {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LAST_PAUSE = Duration.ofSeconds(30);

  private final Alarms alarms;
  private final RunSignals signals;

  Persistence(Alarms alarms, RunSignals signals) {
    this.alarms = alarms;
    this.signals = signals;
  }

  /** Tries until it succeeds, the service stops, or another master or a failover takes over. */
  <T> T insist(String alarm, Supplier<T> work) {
    Duration pause = FIRST_PAUSE;
    while (true) {
      signals.checkStopping();
      try {
        T result = work.get();
        alarms.clear(alarm);
        return result;
      } catch (Overtaken overtaken) {
        alarms.clear(alarm);
        throw overtaken;
      } catch (Deposed | ServiceStopping over) {
        alarms.leave(alarm);
        throw over;
      } catch (RuntimeException failure) {
        alarms.raise(alarm, failure.getMessage() + "; it is tried again until it succeeds");
      }
      pauseWatchfully(pause);
      pause = pause.compareTo(LAST_PAUSE) < 0 ? pause.multipliedBy(2) : LAST_PAUSE;
    }
  }

  /** Tries until it succeeds, the service stops, or another master or a failover takes over. */
  void insist(String alarm, Runnable work) {
    insist(
        alarm,
        () -> {
          work.run();
          return alarm;
        });
  }

  private void pauseWatchfully(Duration pause) {
    Instant end = Instant.now().plus(pause);
    while (Instant.now().isBefore(end)) {
      signals.checkStopping();
      Awaiting.pause(Duration.ofMillis(100));
    }
  }
}
