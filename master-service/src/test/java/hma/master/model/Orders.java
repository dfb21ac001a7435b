package hma.master.model;

import hma.protocol.Side;

/** Orders to Heroku: the term is read just before each one, and none carries it. */
final class Orders {
  private final Rules rules;
  private final Bounds bounds;
  private final Lead lead;

  Orders(Rules rules, Bounds bounds, Lead lead) {
    this.rules = rules;
    this.bounds = bounds;
    this.lead = lead;
  }

  /**
   * Orders that a side's worker be stopped.
   *
   * @param then what follows once Heroku has answered
   */
  void stop(World world, int master, Side side, World then, Moves moves) {
    order(world, master, side, new Order(0, Event.ORDERS_STOP, then), moves);
  }

  /** Orders that a side's worker be started. */
  void start(World world, int master, Side side, World then, Moves moves) {
    order(world, master, side, new Order(1, Event.ORDERS_START, then), moves);
  }

  /** Whether a worker runs as it should, or nothing of it does any more. */
  boolean mayStart(World world, Side side) {
    return !rules.keep(Rule.PROOF_BEFORE_START)
        || world.is(Field.QUANTITY, side)
        || world.workers(side) == 0;
  }

  /** An order and what follows on it. */
  private record Order(int quantity, Event event, World then) {}

  private void order(World world, int master, Side side, Order order, Moves moves) {
    World turned = lead.turn(world, master, moves);
    if (turned == null) {
      return;
    }
    World done =
        order
            .then()
            .with(Field.LOCK, turned.get(Field.LOCK))
            .with(Field.QUANTITY, side, order.quantity());
    boolean beside =
        order.quantity() > world.get(Field.QUANTITY, side)
            && world.writers(side) > 0
            && !world.is(Field.STRAYED);
    moves.to(beside ? done.broken(Broken.TWO_WORKERS) : done, order.event(), master, side);
    if (bounds.allow(world, Fault.LATE_ORDER) && world.get(Field.LATE_ORDER) == 0) {
      moves.to(turned.failed().ordered(side, order.quantity()), Event.ORDER_IS_LATE, master, side);
    }
  }
}
