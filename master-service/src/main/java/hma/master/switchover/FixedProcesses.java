package hma.master.switchover;

import hma.master.heroku.HerokuException;
import hma.master.journal.ProcessQuantity;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts back what {@code HMA_PROCESSES} fixes of the active side's worker and somebody has changed.
 * It waits as long as a process may go on after it was told to stop, so that a new one is not
 * started beside it.
 */
final class FixedProcesses {
  /** What stands while Heroku refuses that. */
  static final String ALARM = "processes-not-as-set";

  private static final Logger log = LoggerFactory.getLogger(FixedProcesses.class);

  private final SwitchoverSupport support;
  private @Nullable Changed changed;

  /** What runs instead of what is fixed, and since when that is known. */
  private record Changed(List<ProcessQuantity> formation, Instant since) {}

  FixedProcesses(SwitchoverSupport support) {
    this.support = support;
  }

  /**
   * Looks once at a worker that is scaled up.
   *
   * @param formation what its app is to run
   * @param alone asks whether nothing can be left of the other side's
   * @return what is to run
   */
  List<ProcessQuantity> keep(
      Worker worker, List<ProcessQuantity> formation, BooleanSupplier alone) {
    List<ProcessQuantity> wanted = worker.asFixed(formation);
    if (wanted.equals(formation)) {
      changed = null;
      support.alarms().clear(ALARM);
      return wanted;
    }
    Instant now = support.clock().instant();
    Changed seen = changed;
    if (seen == null || !seen.formation().equals(formation)) {
      seen = new Changed(formation, now);
      changed = seen;
    }
    if (!now.isBefore(seen.since().plus(support.rules().quietUntilDead()))
        && alone.getAsBoolean()) {
      putBack(worker, formation, wanted);
    }
    return wanted;
  }

  private void putBack(
      Worker worker, List<ProcessQuantity> formation, List<ProcessQuantity> wanted) {
    log.atWarn()
        .addKeyValue("side", worker.side().label())
        .log(
            "the worker is scaled to {}, and HMA_PROCESSES sets {}: scaling it back",
            text(formation),
            text(wanted));
    try {
      worker.start(wanted.stream().filter(process -> !formation.contains(process)).toList());
      support.alarms().clear(ALARM);
    } catch (HerokuException refused) {
      support
          .alarms()
          .raise(
              ALARM,
              "the worker of the %s runs as %s, and not as HMA_PROCESSES sets it (%s): %s"
                  .formatted(
                      worker.side().label(), text(formation), text(wanted), refused.getMessage()));
    }
  }

  private static String text(List<ProcessQuantity> formation) {
    return String.join(
        " ",
        formation.stream()
            .map(
                process -> "%s=%d:%s".formatted(process.type(), process.quantity(), process.size()))
            .toList());
  }
}
