package hma.master.model;

import hma.master.switchover.Step;
import hma.protocol.Side;

/** What a leading master does while no switchover runs. */
final class Idle {
  private final Rules rules;
  private final Bounds bounds;
  private final Ways ways;
  private final Lead lead;
  private final Orders orders;

  Idle(Rules rules, Bounds bounds, Ways ways, Lead lead) {
    this.rules = rules;
    this.bounds = bounds;
    this.ways = ways;
    this.lead = lead;
    this.orders = new Orders(rules, bounds, lead);
  }

  /** Looks after both workers. */
  void upkeep(World world, int master, Moves moves) {
    Side owner = world.side(Field.KNOWN_OWNER, master);
    World turned = lead.turn(world, master, moves);
    if (turned == null) {
      return;
    }
    if (!turned.equals(world)) {
      moves.to(turned, Event.CONNECTS_AGAIN, master, Side.MASTER);
      return;
    }
    if (rules.keep(Rule.REASSERTION) && areWrong(world, owner)) {
      putRight(world, master, owner, moves);
    }
  }

  private static boolean areWrong(World world, Side owner) {
    return !world.is(Field.QUANTITY, owner) || world.is(Field.QUANTITY, owner.other());
  }

  private void putRight(World world, int master, Side owner, Moves moves) {
    if (refusesToAct(world, master)) {
      return;
    }
    if (world.is(Field.QUANTITY, owner.other())) {
      orders.stop(world, master, owner.other(), world, moves);
    } else if (orders.mayStart(world, owner)) {
      orders.start(world, master, owner, world, moves);
    }
  }

  /** Whether the worker is up only where the journal does not have it: then there is an alarm. */
  boolean refusesToAct(World world, int master) {
    Side owner = world.side(Field.KNOWN_OWNER, master);
    return rules.keep(Rule.NO_GUESS_AT_REST)
        && !world.is(Field.QUANTITY, owner)
        && world.is(Field.QUANTITY, owner.other());
  }

  /** Begins a switchover that somebody asks for. */
  void opens(World world, int master, Moves moves) {
    if (world.get(Field.NEWEST) == bounds.switchovers()) {
      return;
    }
    World turned = lead.turn(world, master, moves);
    if (turned == null || turned.is(Field.UNFINISHED)) {
      return;
    }
    int switchover = turned.get(Field.NEWEST) + 1;
    Side from = turned.side(Field.KNOWN_OWNER, master);
    World opened =
        turned
            .with(Field.NEWEST, switchover)
            .with(Field.UNFINISHED, 1)
            .with(Field.FROM, switchover - 1, from)
            .with(Field.CLAIMED, switchover - 1, turned.get(Field.KNOWN_EPOCH, master) + 1)
            .with(Field.WORKS_ON, master, switchover);
    moves.to(
        ways.at(opened, master, Way.THERE, Step.WAKE_AGENT), Event.OPENS, master, from.other());
  }
}
