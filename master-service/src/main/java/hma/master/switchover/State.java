package hma.master.switchover;

import static hma.master.switchover.State.Way.FAILOVER;
import static hma.master.switchover.State.Way.REFRESH;
import static hma.master.switchover.State.Way.REHEARSAL;
import static hma.master.switchover.State.Way.SWITCHOVER;

import hma.master.journal.Facts;
import hma.master.journal.Trigger;
import hma.protocol.CommitReceipt;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a run is. What may follow is a method of the state that it may follow, and nothing else
 * makes one: so each is a class, since anybody may call the constructor of a record. {@link
 * RunRecord#enter} then enters only what follows from the state that the run is in.
 *
 * <p>People see the names, {@link SwitchoverState}; these here are for who acts.
 */
abstract sealed class State {
  private final Way way;
  private final SwitchoverState shown;
  private final @Nullable State before;

  private State(Way way, SwitchoverState shown) {
    this.way = way;
    this.shown = shown;
    this.before = null;
  }

  /** Of a run that goes one of these ways. */
  private State(State before, SwitchoverState shown, Way... ways) {
    this.way = before.way;
    this.shown = shown;
    this.before = before;
    if (!List.of(ways).contains(way)) {
      throw new IllegalStateException(
          "%s does not follow from %s in a %s"
              .formatted(shown, before.shown, way.name().toLowerCase(Locale.ROOT)));
    }
  }

  /** What a run is for, named as its purpose is: each comes by other states. */
  enum Way {
    SWITCHOVER,
    REFRESH,
    REHEARSAL,
    FAILOVER;

    static Way of(Facts facts) {
      return facts.trigger() == Trigger.FAILOVER ? FAILOVER : valueOf(facts.purpose().name());
    }
  }

  /** Of a run that begins. */
  static Preparing opened(Way way) {
    return new Preparing(way);
  }

  /** Of a run that a former master left while people saw this. */
  static Left left(Way way, SwitchoverState shown) {
    return new Left(way, shown);
  }

  /** What people see. */
  SwitchoverState shown() {
    return shown;
  }

  /**
   * Refuses to come after anything but the state that it follows from; after itself it may, as
   * where the journal did not answer the first time.
   */
  void refuseUnlessFollows(State current) {
    if (current != this && current != before) {
      throw new IllegalStateException(
          "%s does not follow from %s, where the run is".formatted(shown, current.shown));
    }
  }

  /** In which a run begins here. */
  sealed interface Initial permits Preparing, Left {}

  /** From which the source's worker may be stopped. */
  sealed interface MayStop permits Preparing, Copying {
    Stopping stop();
  }

  /** From which, once it is known that the target has committed, its worker may be started. */
  sealed interface MayStart permits CuttingOver, Left {
    Starting start(Settling.Committed proof);
  }

  /** From which, once it is known that the standby has committed, a refresh may be finished. */
  sealed interface MayFinish permits Refreshing, Left {
    Finishing finish(Settling.Committed proof);
  }

  /**
   * Of a failover that took place and of which there is but a receipt: all else is the upkeep's.
   */
  sealed interface MayBeKnown permits Preparing, Left {
    Completed known(Settling.Committed proof);
  }

  /** Something more will happen. */
  abstract static sealed class Open extends State {
    private Open(Way way, SwitchoverState shown) {
      super(way, shown);
    }

    private Open(State before, SwitchoverState shown, Way... ways) {
      super(before, shown, ways);
    }

    /** A failover has decided who is active, wherever this run had got to. */
    RolledBack overtaken(String failover) {
      if (!failover.startsWith(CommitReceipt.FAILOVER)) {
        throw new IllegalStateException(failover + " is no failover, and overtakes nothing");
      }
      return new RolledBack(this, SWITCHOVER, REFRESH, REHEARSAL);
    }
  }

  /** It may have to go back. */
  abstract static sealed class Undecided extends Open {
    private Undecided(Way way, SwitchoverState shown) {
      super(way, shown);
    }

    private Undecided(State before, SwitchoverState shown, Way... ways) {
      super(before, shown, ways);
    }

    /** All that was begun is undone. */
    RolledBack rolledBack(Settling.Aborted proof) {
      return new RolledBack(this, Way.values());
    }
  }

  /** It may be called off, until the source's worker has stopped or the standby commits. */
  abstract static sealed class Revocable extends Undecided {
    private Revocable(Way way, SwitchoverState shown) {
      super(way, shown);
    }

    private Revocable(State before, SwitchoverState shown, Way... ways) {
      super(before, shown, ways);
    }

    /** It was, and all that was begun is undone. */
    Cancelled cancelled(Settling.Aborted proof) {
      return new Cancelled(this);
    }
  }

  /** Opened; the worker runs. */
  static final class Preparing extends Revocable implements Initial, MayStop, MayBeKnown {
    private Preparing(Way way) {
      super(way, SwitchoverState.PREPARING);
    }

    Copying copy() {
      return new Copying(this);
    }

    Refreshing refresh() {
      return new Refreshing(this);
    }

    Rehearsing rehearse() {
      return new Rehearsing(this);
    }

    @Override
    public Stopping stop() {
      return new Stopping(this);
    }

    @Override
    public Completed known(Settling.Committed proof) {
      return new Completed(this);
    }
  }

  /** A switchover's live copy: the worker runs. */
  static final class Copying extends Revocable implements MayStop {
    private Copying(Preparing before) {
      super(before, SwitchoverState.COPYING, SWITCHOVER);
    }

    @Override
    public Stopping stop() {
      return new Stopping(this);
    }
  }

  /** A refresh's live copy, which it commits while the worker runs. */
  static final class Refreshing extends Revocable implements MayFinish {
    private Refreshing(Preparing before) {
      super(before, SwitchoverState.COPYING, REFRESH);
    }

    @Override
    public Finishing finish(Settling.Committed proof) {
      return new Finishing(this);
    }
  }

  /** A rehearsal's live copy, which is never committed: the worker runs. */
  static final class Rehearsing extends Revocable {
    private Rehearsing(Preparing before) {
      super(before, SwitchoverState.COPYING, REHEARSAL);
    }

    Rehearsed finish() {
      return new Rehearsed(this);
    }
  }

  /** All was rehearsed, and is put away: nobody calls it off any more. */
  static final class Rehearsed extends Undecided {
    private Rehearsed(Rehearsing before) {
      super(before, SwitchoverState.FINISHING, REHEARSAL);
    }

    Completed complete(Settling.Aborted proof) {
      return new Completed(this);
    }
  }

  /** The source's worker is being stopped; of a failover the other side's. */
  static final class Stopping extends Revocable {
    private Stopping(Revocable before) {
      super(before, SwitchoverState.STOPPING, SWITCHOVER, FAILOVER);
    }

    CuttingOver cutOver() {
      return new CuttingOver(this);
    }
  }

  /** From the source's fence to the target's commit; nobody calls it off any more. */
  static final class CuttingOver extends Undecided implements MayStart {
    private CuttingOver(Stopping before) {
      super(before, SwitchoverState.CUTTING_OVER, SWITCHOVER, FAILOVER);
    }

    @Override
    public Starting start(Settling.Committed proof) {
      return new Starting(this, proof);
    }
  }

  /**
   * What a former master left. Its name says how far that one had got, and decides nothing: the
   * receipt does. So whatever the name is there is a way on, and never the way there once more.
   */
  static final class Left extends Undecided implements Initial, MayStart, MayFinish, MayBeKnown {
    private Left(Way way, SwitchoverState shown) {
      super(way, shown);
    }

    @Override
    public Starting start(Settling.Committed proof) {
      return new Starting(this, proof);
    }

    @Override
    public Finishing finish(Settling.Committed proof) {
      return new Finishing(this);
    }

    @Override
    public Completed known(Settling.Committed proof) {
      return new Completed(this);
    }

    /** A failover that is not gone on with: what became of it is found out when it matters. */
    RolledBack givenUp() {
      return new RolledBack(this, FAILOVER);
    }
  }

  /** The target has committed, and its worker is being started. */
  static final class Starting extends Open {
    private final Settling.Committed proof;

    private Starting(Undecided before, Settling.Committed proof) {
      super(before, SwitchoverState.STARTING, SWITCHOVER, FAILOVER);
      this.proof = proof;
    }

    Settling.Committed proof() {
      return proof;
    }

    Finishing finish() {
      return new Finishing(this);
    }
  }

  /** It has committed, and what remains is put away. */
  static final class Finishing extends Open {
    private Finishing(Starting before) {
      super(before, SwitchoverState.FINISHING, SWITCHOVER, FAILOVER);
    }

    private Finishing(Undecided before) {
      super(before, SwitchoverState.FINISHING, REFRESH);
    }

    Completed complete() {
      return new Completed(this);
    }

    /** The new worker crashes. */
    Failed fail() {
      return new Failed(this);
    }
  }

  /** Nothing more will happen. */
  abstract static sealed class Over extends State {
    private Over(Open before, SwitchoverState shown, Way... ways) {
      super(before, shown, ways);
    }
  }

  /** It did what it was for. */
  static final class Completed extends Over {
    private Completed(Finishing before) {
      super(before, SwitchoverState.COMPLETED, Way.values());
    }

    private Completed(Undecided before) {
      super(before, SwitchoverState.COMPLETED, FAILOVER);
    }

    private Completed(Rehearsed before) {
      super(before, SwitchoverState.COMPLETED, REHEARSAL);
    }
  }

  /** It did, but the worker crashes. */
  static final class Failed extends Over {
    private Failed(Finishing before) {
      super(before, SwitchoverState.FAILED, SWITCHOVER, FAILOVER);
    }
  }

  /** The source is active as before, or a failover has decided who is. */
  static final class RolledBack extends Over {
    private RolledBack(Open before, Way... ways) {
      super(before, SwitchoverState.ROLLED_BACK, ways);
    }
  }

  /** As it was called off, the source is active as before. */
  static final class Cancelled extends Over {
    private Cancelled(Revocable before) {
      super(before, SwitchoverState.CANCELLED, SWITCHOVER, REFRESH, REHEARSAL);
    }
  }
}
