package hma.master.model;

import hma.master.switchover.Step;
import hma.protocol.Side;
import org.jspecify.annotations.Nullable;

/** What a leading master does for the switchover it works on, step by step. */
final class Run {
  private final Rules rules;
  private final Bounds bounds;
  private final Ways ways;
  private final Lead lead;
  private final Databases databases;
  private final Orders orders;

  Run(Rules rules, Bounds bounds, Ways ways, Lead lead, Databases databases) {
    this.rules = rules;
    this.bounds = bounds;
    this.ways = ways;
    this.lead = lead;
    this.databases = databases;
    this.orders = new Orders(rules, bounds, lead);
  }

  /** What the step does next. */
  void moves(World world, int master, Moves moves) {
    boolean begins = world.get(Field.PHASE, master) == 0;
    switch (ways.step(world, master)) {
      case WAKE_AGENT -> wakeAgent(world, master, moves);
      case COMPARE_EPOCHS -> compareEpochs(world, master, moves);
      case PROVE_STANDBY -> proveStandby(world, master, moves);
      case STOP_WORKER -> {
        if (begins) {
          begin(world, Field.STOP_BEGUN, Event.BEGINS_STOP, master, moves);
        } else {
          stopWorker(world, master, moves);
        }
      }
      case FENCE -> {
        if (begins) {
          begin(world, Field.FENCE_BEGUN, Event.BEGINS_FENCE, master, moves);
        } else {
          fence(world, master, moves);
        }
      }
      case COPY -> copy(world, master, moves);
      case COMMIT -> {
        if (begins && rules.fenceOff() && somebodyCame(world, master)) {
          moves.to(lead.resumed(world, master), Event.SEES_WORKER, master, source(world, master));
        } else if (begins) {
          begin(world, Field.COMMIT_BEGUN, Event.BEGINS_COMMIT, master, moves);
        } else {
          commit(world, master, moves);
        }
      }
      case SETTLE -> settle(world, master, moves);
      case OWN -> own(world, master, moves);
      case START_WORKER -> startWorker(world, master, moves);
      case PROVE_STOP -> proveStop(world, master, moves);
      case LIFT -> lift(world, master, moves);
      case RESTART_SOURCE -> restartSource(world, master, moves);
      case SLEEP_AGENT -> finish(world, master, moves);
      case PREFLIGHT,
          ONE_MOMENT,
          NOTE_MOMENT,
          COPY_RESUMABLY,
          CAPTURE,
          COPY_LIVE,
          CATCH_UP,
          COMPARE_LIVE,
          COMPUTE_VIEWS,
          RECHECK,
          TERMINATE,
          VERIFY,
          VALIDATE,
          COMPARE_HELD,
          END_CAPTURE,
          ANALYZE,
          STOP_OTHER,
          ACTIVATE,
          FENCE_OTHER ->
          throw new IllegalStateException("the model does not know this step");
    }
  }

  /** Before the commit every step may fail, or the switchover may be called off. */
  void failing(World world, int master, Moves moves) {
    if (world.way(master) == Way.THERE) {
      moves.to(lead.resumed(world, master), Event.FAILS, master, source(world, master));
    }
  }

  private static Side source(World world, int master) {
    return world.source(world.get(Field.WORKS_ON, master));
  }

  private static Side target(World world, int master) {
    return source(world, master).other();
  }

  private void wakeAgent(World world, int master, Moves moves) {
    World turned = lead.write(world, master, moves);
    if (turned != null) {
      World raised = ways.next(Lead.raiseOnSlave(turned, master), master);
      moves.to(raised, Event.RAISES_ON_SLAVE, master, Side.SLAVE);
    }
  }

  private void compareEpochs(World world, int master, Moves moves) {
    World turned = lead.write(world, master, moves);
    if (turned == null) {
      return;
    }
    int owned = turned.claimed(turned.get(Field.WORKS_ON, master)) - 1;
    if (!rules.keep(Rule.EPOCHS) || Databases.agree(turned, source(turned, master), owned)) {
      moves.to(ways.next(turned, master), Event.EPOCHS_AGREE, master, source(turned, master));
    } else {
      moves.to(lead.resumed(turned, master), Event.EPOCHS_DISAGREE, master, source(turned, master));
    }
  }

  /**
   * What runs there is stopped, and its end waited for, while the source's worker goes on. Where
   * that one is not to run, the preflight has refused.
   */
  private void proveStandby(World world, int master, Moves moves) {
    Side target = target(world, master);
    if (rules.keep(Rule.EPOCHS) && !world.is(Field.QUANTITY, target.other())) {
      moves.to(lead.resumed(world, master), Event.SEES_NO_WORKER, master, target.other());
    } else if (world.is(Field.QUANTITY, target)) {
      orders.stop(world, master, target, world, moves);
    } else if (world.workers(target) == 0) {
      World turned = lead.write(world, master, moves);
      if (turned != null) {
        moves.to(ways.next(turned, master), Event.FINDS_STANDBY_GONE, master, target);
      }
    }
  }

  private void begin(World world, Field begun, Event event, int master, Moves moves) {
    World turned = lead.write(world, master, moves);
    if (turned == null) {
      return;
    }
    World noted = Ways.deeper(turned.with(begun, 1), master);
    if (begun == Field.FENCE_BEGUN
        && !databases.letsBegin(turned, source(turned, master), databases.claim(turned, master))) {
      noted = lead.resumed(noted, master);
    }
    moves.to(noted, event, master, source(turned, master));
  }

  /** Without a fence it goes on once the worker is dead. */
  private void stopWorker(World world, int master, Moves moves) {
    Side source = source(world, master);
    if (world.get(Field.PHASE, master) == 2) {
      if (world.workers(source) == 0) {
        moves.to(ways.next(world, master), Event.PROVES_STOP, master, source);
      }
      return;
    }
    World then = rules.fenceOff() ? Ways.deeper(world, master) : ways.next(world, master);
    orders.stop(world, master, source, then, moves);
  }

  /** A worker that has written since the rows were read has logged in, too. */
  private static boolean somebodyCame(World world, int master) {
    return world.workers(source(world, master)) > 0 || !world.is(Field.CARRIES_ALL, master);
  }

  private void fence(World world, int master, Moves moves) {
    Side source = source(world, master);
    @Nullable World fenced = databases.fence(world, databases.claim(world, master));
    if (fenced == null) {
      moves.to(refused(world, master), Event.REFUSED, master, source);
      return;
    }
    moves.to(afterFence(fenced, master), Event.FENCES, master, source);
    if (source == Side.SLAVE) {
      late(world, master, Late.FENCE, moves);
    }
  }

  private World afterFence(World world, int master) {
    return world.way(master) == Way.BACK
        ? ways.at(world, master, Way.BACK, Step.PROVE_STOP)
        : ways.next(world, master);
  }

  /** A transaction that was refused, or whose outcome is not known. */
  private World refused(World world, int master) {
    return world.way(master) == Way.THERE
        ? lead.resumed(world, master)
        : world.with(Field.PHASE, master, 0);
  }

  private void copy(World world, int master, Moves moves) {
    World turned = lead.write(world, master, moves);
    if (turned == null) {
      return;
    }
    Side target = target(turned, master);
    if (!databases.letsBegin(turned, target, databases.claim(turned, master))) {
      moves.to(lead.resumed(turned, master), Event.REFUSED, master, target);
      return;
    }
    World copied =
        turned
            .with(Field.OPEN, master, 1)
            .with(Field.CARRIES_ALL, master, turned.get(Field.COMPLETE, target.other()));
    moves.to(ways.next(copied, master), Event.COPIES, master, target);
  }

  private void commit(World world, int master, Moves moves) {
    if (!world.is(Field.OPEN, master)) {
      moves.to(
          lead.resumed(world, master), Event.FINDS_SESSION_ENDED, master, target(world, master));
      return;
    }
    @Nullable World committed =
        databases.commit(
            world, databases.claim(world, master), world.is(Field.CARRIES_ALL, master));
    if (committed == null) {
      moves.to(lead.resumed(world, master), Event.REFUSED, master, target(world, master));
    } else {
      moves.to(
          ways.next(committed.closed(master), master),
          Event.COMMITS,
          master,
          target(world, master));
    }
    late(world, master, Late.COMMIT, moves);
  }

  private void late(World world, int master, Late late, Moves moves) {
    if (bounds.allow(world, Fault.LOST_ANSWER) && world.late() == Late.NONE) {
      World sent = sent(world, master, late).failed();
      Side side = late == Late.COMMIT ? target(world, master) : source(world, master);
      moves.to(refused(sent.closed(master), master), Event.LOSES_ANSWER, master, side);
    }
  }

  /** What a master has sent is carried out whether or not it waits for it. */
  static World sent(World world, int master, Late late) {
    return world
        .with(Field.LATE, late)
        .with(Field.LATE_SWITCHOVER, world.get(Field.WORKS_ON, master))
        .with(Field.LATE_TERM, world.get(Field.OWN_TERM, master))
        .with(Field.LATE_CARRIES_ALL, world.get(Field.CARRIES_ALL, master));
  }

  private void settle(World world, int master, Moves moves) {
    Side target = target(world, master);
    if (world.get(Field.PHASE, master) == 0) {
      World turned = lead.write(world, master, moves);
      if (turned != null) {
        World raised = Lead.raiseOnSlave(turned, master);
        moves.to(Ways.deeper(raised, master), Event.BEGINS_SETTLING, master, target);
      }
      return;
    }
    @Nullable World settled = databases.settle(world, databases.claim(world, master));
    if (settled == null) {
      moves.to(world.with(Field.PHASE, master, 0), Event.REFUSED, master, target);
      return;
    }
    if (settled.receipt(world.get(Field.WORKS_ON, master)) == Receipt.COMMITTED) {
      World forward = ways.at(settled, master, Way.FORWARD, Step.OWN);
      moves.to(forward, Event.SETTLES_COMMITTED, master, target);
    } else {
      moves.to(lead.back(settled, master), Event.SETTLES_ABORTED, master, target);
    }
  }

  private void own(World world, int master, Moves moves) {
    World turned = lead.write(world, master, moves);
    if (turned == null) {
      return;
    }
    Side target = target(turned, master);
    int epoch = turned.claimed(turned.get(Field.WORKS_ON, master));
    World owned = turned;
    if (turned.get(Field.OWNED_EPOCH) <= epoch) {
      owned = turned.with(Field.OWNER, target).with(Field.OWNED_EPOCH, epoch);
    }
    owned = owned.with(Field.KNOWN_OWNER, master, target).with(Field.KNOWN_EPOCH, master, epoch);
    moves.to(ways.next(owned, master), Event.RECORDS_OWNER, master, target);
  }

  /**
   * A worker that was never told to start since it was found gone is started at once; for the
   * others that has to be seen again. One that does not come up is left to the upkeep.
   */
  private void startWorker(World world, int master, Moves moves) {
    Side target = target(world, master);
    switch (world.get(Field.PHASE, master)) {
      case 0 -> orders.stop(world, master, target.other(), Ways.deeper(world, master), moves);
      case 1 -> {
        World turned = lead.write(world, master, moves);
        if (turned != null) {
          int phase = turned.is(Field.START_BEGUN) ? 3 : 2;
          World begun = turned.with(Field.START_BEGUN, 1).with(Field.PHASE, master, phase);
          moves.to(begun, Event.BEGINS_START, master, target);
        }
      }
      case 2 -> orders.start(world, master, target, ways.next(world, master), moves);
      case 3 -> {
        if (orders.mayStart(world, target)) {
          orders.start(world, master, target, ways.next(world, master), moves);
        }
      }
      default -> throw new IllegalStateException("it is started already");
    }
  }

  private void proveStop(World world, int master, Moves moves) {
    Side source = source(world, master);
    if (world.get(Field.PHASE, master) == 0) {
      World raised = source == Side.SLAVE ? raisedForSource(world, master, moves) : world;
      if (raised != null) {
        orders.stop(raised, master, source, Ways.deeper(raised, master), moves);
      }
      return;
    }
    if (isSending(world, master)) {
      return;
    }
    if (world.workers(source) == 0 || !rules.keep(Rule.PROOF_OF_STOP)) {
      Step next = world.is(Field.FENCE_BEGUN) ? Step.LIFT : Step.RESTART_SOURCE;
      moves.to(ways.at(world, master, Way.BACK, next), Event.PROVES_STOP, master, source);
      return;
    }
    if (world.is(Field.QUANTITY, source)) {
      moves.to(world.with(Field.PHASE, master, 0), Event.SEES_WORKER, master, source);
    }
    if (!world.is(Field.FENCE_BEGUN) && rules.keep(Rule.FENCE)) {
      World fencing = ways.at(world, master, Way.BACK, Step.FENCE);
      moves.to(fencing, Event.SEES_WORKER, master, source);
    }
  }

  /** The agent is woken for each try, and its database told of the term. */
  private @Nullable World raisedForSource(World world, int master, Moves moves) {
    World turned = lead.write(world, master, moves);
    return turned == null ? null : Lead.raiseOnSlave(turned, master);
  }

  private void lift(World world, int master, Moves moves) {
    Side source = source(world, master);
    if (world.get(Field.PHASE, master) == 0) {
      World turned = lead.write(world, master, moves);
      if (turned == null) {
        return;
      }
      World raised = source == Side.SLAVE ? Lead.raiseOnSlave(turned, master) : turned;
      boolean begun = databases.letsBegin(raised, source, databases.claim(raised, master));
      if (begun) {
        moves.to(Ways.deeper(raised, master), Event.BEGINS_LIFT, master, source);
      }
      return;
    }
    @Nullable World lifted = databases.lift(world, databases.claim(world, master));
    if (lifted == null) {
      moves.to(refused(world, master), Event.REFUSED, master, source);
      return;
    }
    moves.to(ways.next(lifted, master), Event.LIFTS, master, source);
    if (source == Side.SLAVE) {
      late(world, master, Late.LIFT, moves);
    }
  }

  private void restartSource(World world, int master, Moves moves) {
    Side source = source(world, master);
    World ordered = world.with(Field.PHASE, master, 1);
    switch (world.get(Field.PHASE, master)) {
      case 0 -> orders.start(world, master, source, ordered, moves);
      case 1 -> {
        if (world.is(Field.DYNO, source)) {
          moves.to(ways.next(world, master), Event.SEES_WORKER, master, source);
        } else if (!world.is(Field.QUANTITY, source)) {
          // After five minutes.
          moves.to(world.with(Field.PHASE, master, 2), Event.SEES_NO_WORKER, master, source);
        }
      }
      case 2 -> {
        if (orders.mayStart(world, source)) {
          orders.start(world, master, source, ordered, moves);
        }
      }
      default -> throw new IllegalStateException("it is started already");
    }
  }

  /**
   * Whether the agent still carries out a fence of this master or its lifting: for half a minute at
   * the most, which is less than the grace, and less than the agent's way to sleep and back takes.
   */
  private static boolean isSending(World world, int master) {
    return (world.late() == Late.FENCE || world.late() == Late.LIFT)
        && world.get(Field.LATE_TERM) == world.get(Field.OWN_TERM, master);
  }

  private void finish(World world, int master, Moves moves) {
    if (isSending(world, master)) {
      return;
    }
    World turned = lead.write(world, master, moves);
    if (turned != null) {
      World idle =
          turned
              .with(Field.UNFINISHED, 0)
              .with(Field.STOP_BEGUN, 0)
              .with(Field.FENCE_BEGUN, 0)
              .with(Field.COMMIT_BEGUN, 0)
              .with(Field.START_BEGUN, 0)
              .with(Field.WAY, master, 0)
              .with(Field.INDEX, master, 0)
              .with(Field.PHASE, master, 0)
              .with(Field.WORKS_ON, master, 0);
      moves.to(idle, Event.FINISHES, master, source(world, master));
    }
  }
}
