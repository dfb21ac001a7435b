package hma.master.switchover;

import hma.protocol.CommitReceipt;
import hma.protocol.Outcome;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Finds out what became of the target's transaction, however often it has to be asked. What it
 * gives is the proof without which there is neither a way forward nor back: none is made elsewhere.
 */
final class Settling {
  private static final Set<Step> COMMITS = EnumSet.of(Step.COMMIT, Step.ACTIVATE);

  private Settling() {}

  /** What became of it, for good. */
  sealed interface Settled permits Committed, Aborted {
    /** As a word. */
    Outcome outcome();
  }

  /** It is committed. */
  static final class Committed implements Settled {
    private Committed() {}

    @Override
    public Outcome outcome() {
      return Outcome.COMMITTED;
    }
  }

  /** It is not, and never can be. */
  static final class Aborted implements Settled {
    private Aborted() {}

    @Override
    public Outcome outcome() {
      return Outcome.ABORTED;
    }
  }

  /** Commits it; where that fails it is to be settled. */
  static Committed commit(RunParts run, Runnable work) {
    run.step(Step.COMMIT, work);
    return new Committed();
  }

  /** As {@link #commit}, in a failover. */
  static Committed activate(RunRecord record, Runnable work) {
    record.step(Step.ACTIVATE, work);
    return new Committed();
  }

  /** Where the target's newest receipt is that of this run. */
  static Optional<Committed> byReceipt(String id, Optional<CommitReceipt> newest) {
    return newest
        .filter(receipt -> receipt.switchover().equals(id))
        .map(receipt -> new Committed());
  }

  /** A commit that was never begun can't have happened. */
  static Optional<Aborted> neverBegun(Predicate<Step> begun) {
    return COMMITS.stream().noneMatch(begun) ? Optional.of(new Aborted()) : Optional.empty();
  }

  /** Asks the target, which decides it for good. */
  static Settled ask(RunRecord record, Supplier<Outcome> target) {
    Outcome outcome =
        record.step(
            Step.SETTLE,
            () -> {
              Outcome settled = target.get();
              return new Noted<>(settled, settled.name());
            });
    return switch (outcome) {
      case COMMITTED -> new Committed();
      case ABORTED -> new Aborted();
    };
  }

  /**
   * Decides for good.
   *
   * @throws Overtaken when a failover has decided it
   */
  static Settled insist(RunParts run) {
    return run.insist("settling", () -> settle(run));
  }

  private static Settled settle(RunParts run) {
    Optional<Aborted> neverBegun = neverBegun(run::begun);
    if (neverBegun.isPresent()) {
      return neverBegun.get();
    }
    run.sites().wakeAgent();
    run.refuseIfOvertaken();
    return ask(run.record(), () -> run.target().settle(run.claim()));
  }
}
