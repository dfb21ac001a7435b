package hma.master.switchover;

import hma.master.heroku.Dyno;
import hma.master.journal.ProcessQuantity;
import hma.protocol.Side;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Watches, while no switchover runs, that the active side's worker is up. The alarm comes from what
 * Heroku lists and from nothing that is remembered, so that a restarted master raises it again.
 */
final class WorkerWatch {
  /** The alarm's code. */
  static final String ALARM = "worker-not-running";

  /** Heroku restarts a dyno at once when it first crashes: one that stays crashed is left so. */
  private static final Duration CRASHED_LIMIT = Duration.ofSeconds(10);

  /** What a dyno may take to boot, with room for its daily restart. */
  private static final Duration BOOT_LIMIT = Duration.ofSeconds(90);

  private final Alarms alarms;
  private final InstantSource clock;
  private volatile @Nullable Instant missingSince;

  WorkerWatch(Alarms alarms, InstantSource clock) {
    this.alarms = alarms;
    this.clock = clock;
  }

  /**
   * Looks once.
   *
   * @param formation what is to run
   * @return whether all of it is up
   */
  boolean look(Worker worker, List<ProcessQuantity> formation) {
    List<Dyno> dynos = worker.dynos();
    List<ProcessQuantity> missing =
        formation.stream().filter(process -> up(dynos, process) < process.quantity()).toList();
    if (missing.isEmpty()) {
      seenUp(worker.side());
      return true;
    }
    Instant now = clock.instant();
    Instant since = missingSince == null ? now : missingSince;
    missingSince = since;
    List<String> crashed = crashed(dynos, now);
    if (!crashed.isEmpty()) {
      raise(worker, String.join(", ", crashed) + " crashed");
    } else if (since.plus(BOOT_LIMIT).isBefore(now)) {
      raise(worker, "Heroku lists too few dynos of %s as up".formatted(types(missing)));
    }
    return false;
  }

  /** Somebody has seen this side's worker run. */
  void seenUp(Side side) {
    missingSince = null;
    alarms.clear(ALARM);
    alarms.clear(GoingForward.crashes(side));
  }

  private void raise(Worker worker, String seen) {
    alarms.raise(
        ALARM,
        ("the %s is active, but its worker does not run: %s. See heroku logs -a %s; deploy what"
                + " mends it, or heroku ps:restart -a %s, or switch over to the %s")
            .formatted(
                worker.side().label(),
                seen,
                worker.app().name(),
                worker.app().name(),
                worker.side().other().label()));
  }

  private static long up(List<Dyno> dynos, ProcessQuantity process) {
    return dynos.stream()
        .filter(dyno -> dyno.type().equals(process.type()) && dyno.state().equals("up"))
        .count();
  }

  private static List<String> crashed(List<Dyno> dynos, Instant now) {
    return dynos.stream()
        .filter(dyno -> dyno.state().equals("crashed"))
        .filter(dyno -> dyno.updatedAt().plus(CRASHED_LIMIT).isBefore(now))
        .map(Dyno::name)
        .toList();
  }

  private static String types(List<ProcessQuantity> missing) {
    return String.join(", ", missing.stream().map(ProcessQuantity::type).toList());
  }
}
