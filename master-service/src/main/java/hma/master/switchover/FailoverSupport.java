package hma.master.switchover;

import hma.config.ProcessRule;
import hma.master.journal.Journal;
import hma.master.journal.Leadership;
import hma.master.journal.LeftJournal;
import hma.protocol.Side;
import hma.sync.PostgresSite;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a failover works with: nothing of the other side's but what may be out of reach.
 *
 * @param leadership the right to act, in the standby's database
 * @param journal the record, in the standby's database
 * @param leftJournal reads what a journal in the standby's database says, without the lead
 * @param standby the standby's database as a side
 * @param worker the standby's worker
 * @param otherWorker the other side's worker; empty without a token of its account
 * @param otherApp the app of the other side's worker
 * @param otherSide looks whether the other side can be reached
 * @param clock tells the time
 * @param steps is told of every step
 * @param rules what the operator has decided
 */
public record FailoverSupport(
    Leadership leadership,
    Journal journal,
    Supplier<LeftJournal> leftJournal,
    PostgresSite standby,
    Worker worker,
    Optional<Worker> otherWorker,
    String otherApp,
    OtherSide otherSide,
    InstantSource clock,
    StepListener steps,
    Rules rules) {

  /** The side that is to be active. */
  public Side to() {
    return standby.side();
  }

  /** Looks whether the other side can be reached; blocks, and changes nothing for good. */
  @FunctionalInterface
  public interface OtherSide {
    /** What was found. */
    Reach look();
  }

  /**
   * Whether the other side can be reached.
   *
   * @param healthy whether its database answers, so that a switchover is the way
   * @param evidence what answered, or how it failed
   */
  public record Reach(boolean healthy, String evidence) {}

  /**
   * What the operator has decided.
   *
   * @param processes the process types of the worker, and what is fixed of them
   * @param stopGrace how long a worker may take to stop
   * @param bootLimit how many crashes of a new worker are borne
   */
  public record Rules(List<ProcessRule> processes, Duration stopGrace, int bootLimit) {
    /** Copies the list. */
    public Rules {
      processes = List.copyOf(processes);
    }

    /** The names of the process types. */
    List<String> types() {
      return processes.stream().map(ProcessRule::type).toList();
    }
  }
}
