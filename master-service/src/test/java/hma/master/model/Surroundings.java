package hma.master.model;

import hma.protocol.Side;
import org.jspecify.annotations.Nullable;

/** What Heroku, the workers and transactions under way do by themselves. */
final class Surroundings {
  private final Databases databases;

  Surroundings(Databases databases) {
    this.databases = databases;
  }

  void moves(World world, Moves moves) {
    for (Side side : Side.values()) {
      workers(world, side, moves);
    }
    lateOrder(world, moves);
    lateTransaction(world, moves);
  }

  /** A dyno leaves the list before its process ends, and a new one may be up before that. */
  private static void workers(World world, Side side, Moves moves) {
    boolean wanted = world.is(Field.QUANTITY, side);
    boolean listed = world.is(Field.DYNO, side);
    if (wanted && !listed) {
      moves.to(world.with(Field.DYNO, side, 1), Event.WORKER_UP, 0, side);
    }
    if (!wanted && listed) {
      World unlisted = world.with(Field.DYNO, side, 0).with(Field.ZOMBIE, side, 1);
      moves.to(unlisted, Event.WORKER_UNLISTED, 0, side);
    }
    if (world.is(Field.ZOMBIE, side)) {
      moves.to(world.with(Field.ZOMBIE, side, 0), Event.WORKER_ENDS, 0, side);
    }
  }

  private static void lateOrder(World world, Moves moves) {
    int order = world.get(Field.LATE_ORDER);
    if (order > 0) {
      Side side = world.orderedSide();
      int quantity = (order - 1) % 2;
      moves.to(
          world.with(Field.LATE_ORDER, 0).with(Field.QUANTITY, side, quantity),
          quantity == 0 ? Event.LATE_STOP : Event.LATE_START,
          0,
          side);
    }
  }

  private void lateTransaction(World world, Moves moves) {
    Late late = world.late();
    Side side = lateSide(world);
    if (side == null) {
      return;
    }
    Databases.Claim claim =
        new Databases.Claim(world.get(Field.LATE_SWITCHOVER), world.get(Field.LATE_TERM));
    World over = withoutLate(world);
    moves.to(over, Event.LATE_GIVEN_UP, 0, side);
    @Nullable World landed =
        switch (late) {
          case NONE -> null;
          case FENCE -> databases.fence(over, claim);
          case LIFT -> databases.lift(over, claim);
          case COMMIT -> databases.commit(over, claim, world.is(Field.LATE_CARRIES_ALL));
        };
    if (landed != null) {
      moves.to(landed, event(late), 0, side);
    }
  }

  /** Where a transaction is under way; null where none is. */
  private static @Nullable Side lateSide(World world) {
    int switchover = world.get(Field.LATE_SWITCHOVER);
    return switch (world.late()) {
      case NONE -> null;
      case FENCE, LIFT -> world.source(switchover);
      case COMMIT -> world.target(switchover);
    };
  }

  static World withoutLate(World world) {
    return world
        .with(Field.LATE, 0)
        .with(Field.LATE_SWITCHOVER, 0)
        .with(Field.LATE_TERM, 0)
        .with(Field.LATE_CARRIES_ALL, 0);
  }

  private static Event event(Late late) {
    return switch (late) {
      case NONE, COMMIT -> Event.LATE_COMMIT;
      case FENCE -> Event.LATE_FENCE;
      case LIFT -> Event.LATE_LIFT;
    };
  }

  /** Writing is not progress: a worker may write at any time, or never. */
  static void writes(World world, Moves moves) {
    for (Side side : Side.values()) {
      if (world.writers(side) == 0) {
        continue;
      }
      if (!world.is(Field.COMPLETE, side)) {
        moves.to(world.broken(Broken.LOST_WRITE), Event.WRITES, 0, side);
        continue;
      }
      World written =
          world
              .with(Field.COMPLETE, side.other(), 0)
              .with(Field.CARRIES_ALL, 0, 0)
              .with(Field.CARRIES_ALL, 1, 0)
              .with(Field.LATE_CARRIES_ALL, 0);
      moves.to(written, Event.WRITES, 0, side);
    }
  }
}
