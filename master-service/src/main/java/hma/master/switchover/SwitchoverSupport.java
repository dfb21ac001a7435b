package hma.master.switchover;

import hma.config.LiveCopySettings;
import hma.master.journal.Journal;
import hma.master.journal.Leadership;
import hma.master.schedule.Schedule;
import hma.protocol.Side;
import hma.protocol.TableSelection;
import hma.sync.LiveSite;
import hma.workflow.Workflows;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What every switchover of this master works with.
 *
 * @param leadership the right to act
 * @param journal the record
 * @param masterSite the master's database
 * @param masterWorker the worker of the master's app
 * @param slaveWorker the worker of the slave's app
 * @param agent the way to the slave's database
 * @param alarms where to raise one
 * @param events who is told of what happens
 * @param workflows starts threads
 * @param clock tells the time
 * @param rules what the operator has decided
 * @param steps is told of every step
 * @param schedule which side is to be active from when on
 * @param home where this master runs
 */
public record SwitchoverSupport(
    Leadership leadership,
    Journal journal,
    LiveSite masterSite,
    Worker masterWorker,
    Worker slaveWorker,
    Agent agent,
    Alarms alarms,
    Events events,
    Workflows workflows,
    InstantSource clock,
    Rules rules,
    StepListener steps,
    Schedule schedule,
    MasterHome home) {

  /**
   * What the operator has decided.
   *
   * @param tables which tables move
   * @param stopGrace how long a worker may take to stop
   * @param bootLimit how many crashes of a new worker are borne
   * @param fence whether writes on the side that is not active are made impossible
   * @param liveCopy how the target is brought up to date while the worker writes
   * @param quotaReserve down to how many Eco hours an account is used before a switchover comes
   *     ahead of the schedule; empty for never
   * @param paused whether the schedule is not followed, whatever else is said
   */
  public record Rules(
      TableSelection tables,
      Duration stopGrace,
      int bootLimit,
      boolean fence,
      LiveCopySettings liveCopy,
      Optional<Duration> quotaReserve,
      boolean paused) {
    /**
     * Heroku kills a process 30 s after SIGTERM (<a
     * href="https://devcenter.heroku.com/articles/dyno-shutdown-behavior">Dyno Shutdown
     * Behavior</a>), and sends that a moment after the dyno has left the list.
     */
    private static final Duration KILLED_AFTER = Duration.ofSeconds(35);

    /**
     * How long nothing may have been seen of the source's worker before its rows are read. Where
     * the fence comes next, two looks are enough. Without one nothing else keeps a process that
     * goes on after SIGTERM from writing: it has to be dead.
     */
    Duration quietBeforeCopy() {
      return fence ? Duration.ZERO : quietUntilDead();
    }

    /**
     * How long nothing is seen of a worker that was told to stop until it is surely dead. Half of a
     * grace that is too short for this is enough.
     */
    Duration quietUntilDead() {
      Duration half = stopGrace.dividedBy(2);
      return half.compareTo(KILLED_AFTER) < 0 ? half : KILLED_AFTER;
    }
  }

  /** A side's worker. */
  public Worker worker(Side side) {
    return switch (side) {
      case MASTER -> masterWorker;
      case SLAVE -> slaveWorker;
    };
  }
}
