package hma.master.model;

import hma.master.switchover.Step;
import hma.protocol.Side;
import org.jspecify.annotations.Nullable;

/** Who leads: the lock, the term, and what a master finds when it turns to the journal. */
final class Lead {
  private final Rules rules;
  private final Bounds bounds;
  private final Ways ways;

  Lead(Rules rules, Bounds bounds, Ways ways) {
    this.rules = rules;
    this.bounds = bounds;
    this.ways = ways;
  }

  /** What a master does that does not lead yet. */
  void moves(World world, int master, Moves moves) {
    switch (world.mode(master)) {
      case DEAD -> moves.to(mode(world, master, Mode.WAITING), Event.STARTS, master, Side.MASTER);
      case WAITING -> wait(world, master, moves);
      case REPLACING -> endSessions(world, master, moves);
      case LOCKED -> takeTerm(world, master, moves);
      case LOADING -> load(world, master, moves);
      case LEADING -> throw new IllegalStateException("this one leads");
    }
  }

  /** A stand-in that replaces a silent leader. */
  void replacing(World world, int master, Moves moves) {
    boolean held = world.get(Field.LOCK) != 0;
    if (world.mode(master) == Mode.WAITING && held && bounds.allow(world, Fault.SILENCE)) {
      World raised = raised(world.failed());
      moves.to(mode(raised, master, Mode.REPLACING), Event.REPLACES, master, Side.MASTER);
    }
  }

  private static void wait(World world, int master, Moves moves) {
    if (world.get(Field.LOCK) == 0) {
      World locked = world.with(Field.LOCK, master + 1);
      moves.to(mode(locked, master, Mode.LOCKED), Event.LOCKS, master, Side.MASTER);
    }
  }

  /** Those in the master's database only: the agent's are not the leader's. */
  private static void endSessions(World world, int master, Moves moves) {
    World ended = world.with(Field.LOCK, 0);
    for (int other = 0; other < World.MASTERS; other++) {
      if (world.is(Field.OPEN, other)
          && world.target(world.get(Field.WORKS_ON, other)) == Side.MASTER) {
        ended = ended.closed(other);
      }
    }
    moves.to(mode(ended, master, Mode.WAITING), Event.ENDS_SESSIONS, master, Side.MASTER);
  }

  private void takeTerm(World world, int master, Moves moves) {
    if (world.get(Field.LOCK) != master + 1) {
      moves.to(world.forgetting(master, Mode.WAITING), Event.LOSES_LOCK, master, Side.MASTER);
      return;
    }
    World raised = raised(world);
    moves.to(
        mode(raised, master, Mode.LOADING)
            .with(Field.OWN_TERM, master, raised.get(Field.TERM, Side.MASTER)),
        Event.TAKES_TERM,
        master,
        Side.MASTER);
  }

  private void load(World world, int master, Moves moves) {
    World turned = turn(world, master, moves);
    if (turned == null) {
      return;
    }
    World loaded =
        mode(turned, master, Mode.LEADING)
            .with(Field.KNOWN_OWNER, master, turned.get(Field.OWNER))
            .with(Field.KNOWN_EPOCH, master, turned.get(Field.OWNED_EPOCH));
    if (loaded.is(Field.UNFINISHED)) {
      loaded = resumed(loaded.with(Field.WORKS_ON, master, loaded.get(Field.NEWEST)), master);
    }
    moves.to(loaded, Event.READS_JOURNAL, master, Side.MASTER);
  }

  /** A master whose switchover failed or was left: settle, or back where there is no need to. */
  World resumed(World world, int master) {
    World closed = world.closed(master);
    if (world.is(Field.COMMIT_BEGUN)) {
      return ways.at(closed, master, Way.SETTLING, Step.SETTLE);
    }
    return back(closed, master);
  }

  /** A master on its way back. */
  World back(World world, int master) {
    Step first = world.is(Field.STOP_BEGUN) ? Step.PROVE_STOP : Step.SLEEP_AGENT;
    return ways.at(world, master, Way.BACK, first);
  }

  /**
   * The world in which a master writes in the journal or confirms its term; null where it can't:
   * because it finds that it is deposed, or because its connection broke and the lock is held.
   */
  @Nullable World turn(World world, int master, Moves moves) {
    boolean connected = world.get(Field.LOCK) == master + 1;
    boolean leads = world.get(Field.TERM, Side.MASTER) == world.get(Field.OWN_TERM, master);
    if (!leads) {
      moves.to(world.forgetting(master, Mode.WAITING), Event.DEPOSED, master, Side.MASTER);
      return null;
    }
    if (!connected && world.get(Field.LOCK) != 0) {
      return null;
    }
    return world.with(Field.LOCK, master + 1);
  }

  /** As {@link #turn}, to write of the switchover it works on, which the journal has to know. */
  @Nullable World write(World world, int master, Moves moves) {
    World turned = turn(world, master, moves);
    if (turned == null) {
      return null;
    }
    boolean known =
        turned.is(Field.UNFINISHED)
            && turned.get(Field.NEWEST) == turned.get(Field.WORKS_ON, master);
    if (!known) {
      moves.to(turned.forgetting(master, Mode.WAITING), Event.DEPOSED, master, Side.MASTER);
      return null;
    }
    return turned;
  }

  /** Makes a master's term known to the slave's database, which may have seen a greater one. */
  static World raiseOnSlave(World world, int master) {
    int own = world.get(Field.OWN_TERM, master);
    int seen = world.get(Field.TERM, Side.SLAVE);
    if (seen <= own) {
      return world.with(Field.TERM, Side.SLAVE, own);
    }
    return world
        .with(Field.TERM, Side.MASTER, seen + 1)
        .with(Field.TERM, Side.SLAVE, seen + 1)
        .with(Field.OWN_TERM, master, seen + 1);
  }

  private World raised(World world) {
    int term = world.get(Field.TERM, Side.MASTER);
    if (rules.keep(Rule.TERM_NEVER_AGAIN)) {
      term = Math.max(term, world.get(Field.TERM, Side.SLAVE));
      term = Math.max(term, world.get(Field.LATE_TERM));
      for (int master = 0; master < World.MASTERS; master++) {
        term = Math.max(term, world.get(Field.OWN_TERM, master));
      }
    }
    return world.with(Field.TERM, Side.MASTER, term + 1);
  }

  private static World mode(World world, int master, Mode mode) {
    return world.with(Field.MODE, master, mode);
  }
}
