package hma.master.model;

import hma.protocol.Side;

/** All that may follow on a world, and what must never be. */
final class Protocol {
  private final boolean fenceOff;
  private final Lead lead;
  private final Run run;
  private final Idle idle;
  private final Surroundings surroundings;
  private final Mishaps mishaps;

  Protocol(Rules rules, Bounds bounds) {
    Ways ways = new Ways(rules);
    Databases databases = new Databases(rules);
    this.fenceOff = rules.fenceOff();
    this.lead = new Lead(rules, bounds, ways);
    this.run = new Run(rules, bounds, ways, lead, databases);
    this.idle = new Idle(rules, bounds, ways, lead);
    this.surroundings = new Surroundings(databases);
    this.mishaps = new Mishaps(rules, bounds, ways);
  }

  /** What happens by itself, sooner or later. */
  void progress(World world, Moves moves) {
    surroundings.moves(world, moves);
    for (int master = 0; master < World.MASTERS; master++) {
      if (world.mode(master) != Mode.LEADING) {
        lead.moves(world, master, moves);
      } else if (world.way(master) == Way.IDLE) {
        idle.upkeep(world, master, moves);
      } else {
        run.moves(world, master, moves);
      }
    }
  }

  /** What happens or not. */
  void chances(World world, Moves moves) {
    Surroundings.writes(world, moves);
    mishaps.moves(world, moves);
    for (int master = 0; master < World.MASTERS; master++) {
      lead.replacing(world, master, moves);
      if (world.mode(master) == Mode.LEADING) {
        if (world.way(master) == Way.IDLE) {
          idle.opens(world, master, moves);
        } else {
          run.failing(world, master, moves);
        }
      }
    }
  }

  /** What is broken in a world. */
  static Broken broken(World world) {
    if (world.broken() != Broken.NOTHING) {
      return world.broken();
    }
    boolean both = world.writers(Side.MASTER) > 0 && world.writers(Side.SLAVE) > 0;
    return both ? Broken.TWO_SIDES : Broken.NOTHING;
  }

  /** What is broken in a world that nothing changes any more by itself. */
  Broken brokenAtRest(World world) {
    return (runsOnOneSide(world) && canWrite(world)) || alarmStands(world)
        ? Broken.NOTHING
        : Broken.BAD_REST;
  }

  private static boolean runsOnOneSide(World world) {
    Side owner = world.side(Field.OWNER);
    return world.is(Field.DYNO, owner) && world.workers(owner.other()) == 0;
  }

  /** What a backup brings back of rights and rows is for whoever restores it. */
  private boolean canWrite(World world) {
    Side owner = world.side(Field.OWNER);
    return world.is(Field.RESTORED)
        || (world.grants(owner) == Grants.GRANTED
            && (fenceOff || world.grants(owner.other()) != Grants.GRANTED)
            && world.is(Field.COMPLETE, owner));
  }

  private boolean alarmStands(World world) {
    for (int master = 0; master < World.MASTERS; master++) {
      if (world.mode(master) == Mode.LEADING && idle.refusesToAct(world, master)) {
        return true;
      }
    }
    return false;
  }
}
