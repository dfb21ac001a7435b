package hma.master.model;

import hma.protocol.Side;

/** What goes wrong from outside, within the budget. */
final class Mishaps {
  private final Grants ofStandby;
  private final Bounds bounds;
  private final Ways ways;

  Mishaps(Rules rules, Bounds bounds, Ways ways) {
    this.ofStandby = rules.ofStandby();
    this.bounds = bounds;
    this.ways = ways;
  }

  void moves(World world, Moves moves) {
    for (int master = 0; master < World.MASTERS; master++) {
      kill(world, master, moves);
      endSessions(world, master, moves);
    }
    stray(world, moves);
    for (Side side : Side.values()) {
      restore(world, side, moves);
    }
  }

  private void kill(World world, int master, Moves moves) {
    if (world.mode(master) == Mode.DEAD || !bounds.allow(world, Fault.KILL)) {
      return;
    }
    World killed = world.failed();
    moves.to(killed.forgetting(master, Mode.DEAD), Event.KILLED, master, Side.MASTER);
    Late sent = sends(world, master);
    if (sent != Late.NONE && world.late() == Late.NONE) {
      World left = Run.sent(killed, master, sent).forgetting(master, Mode.DEAD);
      moves.to(left, Event.KILLED_WHILE_SENDING, master, Side.MASTER);
    }
  }

  /** The transaction whose statements a master is sending. */
  private Late sends(World world, int master) {
    if (world.mode(master) != Mode.LEADING
        || world.way(master) == Way.IDLE
        || world.get(Field.PHASE, master) == 0) {
      return Late.NONE;
    }
    return switch (ways.step(world, master)) {
      case FENCE -> ofAgent(world, master, Late.FENCE);
      case LIFT -> ofAgent(world, master, Late.LIFT);
      case COMMIT -> world.is(Field.OPEN, master) ? Late.COMMIT : Late.NONE;
      default -> Late.NONE;
    };
  }

  /** On the master's database such a transaction holds the row of the term until it is over. */
  private static Late ofAgent(World world, int master, Late late) {
    return world.source(world.get(Field.WORKS_ON, master)) == Side.SLAVE ? late : Late.NONE;
  }

  private void endSessions(World world, int master, Moves moves) {
    if (!bounds.allow(world, Fault.SESSION_ENDED)) {
      return;
    }
    if (world.is(Field.OPEN, master)) {
      World closed = world.failed().closed(master);
      Side target = world.target(world.get(Field.WORKS_ON, master));
      moves.to(closed, Event.TRANSACTION_ENDED, master, target);
    }
    if (world.get(Field.LOCK) == master + 1) {
      moves.to(world.failed().with(Field.LOCK, 0), Event.LOCK_SESSION_ENDED, master, Side.MASTER);
    }
  }

  private void stray(World world, Moves moves) {
    Side standby = world.side(Field.OWNER).other();
    if (!world.is(Field.QUANTITY, standby)
        && !world.is(Field.RESTORED)
        && bounds.allow(world, Fault.STRAY)) {
      World strayed = world.failed().with(Field.QUANTITY, standby, 1);
      // Before a switchover it is seen in time.
      int beside = Math.max(world.get(Field.STRAYED), world.get(Field.UNFINISHED));
      moves.to(strayed.with(Field.STRAYED, beside), Event.STRAY, 0, standby);
    }
  }

  /**
   * The backup is of the beginning. It is restored while no switchover runs and nothing is under
   * way, and the worker is wanted on the active side alone: the fence may be gone with the
   * restoring.
   */
  private void restore(World world, Side side, Moves moves) {
    if (!isCalm(world) || !bounds.allow(world, Fault.RESTORE)) {
      return;
    }
    boolean active = world.side(Field.FIRST_OWNER) == side;
    World restored =
        world
            .failed()
            .with(Field.RESTORED, 1)
            .with(Field.EPOCH, side, active ? 1 : 0)
            .with(Field.GRANTS, side, active ? Grants.GRANTED : ofStandby);
    for (int switchover = 1; switchover <= world.get(Field.NEWEST); switchover++) {
      if (world.target(switchover) == side) {
        restored = restored.with(Field.RECEIPT, switchover - 1, Receipt.MISSING);
      }
    }
    restored = withOldRows(withoutSessions(restored), side);
    if (side == Side.MASTER) {
      restored = withoutJournal(restored);
    }
    // An old backup is one of a former mastership.
    moves.to(restored.with(Field.TERM, side, 0), Event.RESTORED, 0, side);
  }

  /**
   * Whoever restores the active side gives up what was written there since the backup: it is no
   * longer missed, on neither side.
   */
  private static World withOldRows(World world, Side side) {
    if (world.side(Field.OWNER) == side) {
      return world.with(Field.COMPLETE, 0, 1).with(Field.COMPLETE, 1, 1);
    }
    return world.with(Field.COMPLETE, side, world.is(Field.COMPLETE, side.other()) ? 0 : 1);
  }

  private static boolean isCalm(World world) {
    Side owner = world.side(Field.OWNER);
    return !world.is(Field.RESTORED)
        && !world.is(Field.STRAYED)
        && !world.is(Field.UNFINISHED)
        && world.get(Field.LATE_ORDER) == 0
        && world.late() == Late.NONE
        && world.is(Field.QUANTITY, owner)
        && !world.is(Field.QUANTITY, owner.other())
        && world.workers(owner.other()) == 0;
  }

  private static World withoutSessions(World world) {
    World ended = world;
    for (int master = 0; master < World.MASTERS; master++) {
      ended = ended.closed(master);
    }
    return ended;
  }

  private static World withoutJournal(World world) {
    return world
        .with(Field.OWNER, world.get(Field.FIRST_OWNER))
        .with(Field.OWNED_EPOCH, 1)
        .with(Field.UNFINISHED, 0)
        .with(Field.STOP_BEGUN, 0)
        .with(Field.FENCE_BEGUN, 0)
        .with(Field.COMMIT_BEGUN, 0)
        .with(Field.START_BEGUN, 0)
        .with(Field.LOCK, 0);
  }
}
