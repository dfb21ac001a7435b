package hma.master.switchover;

import hma.master.journal.Deposed;
import hma.master.journal.Ownership;
import hma.protocol.Problem;
import hma.workflow.Awaiting;
import hma.workflow.TimeLimitExceeded;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The place for the one look at both sides that may be under way while no switchover runs. A
 * switchover never waits for its result: the look is called off, and the agent, which it may have
 * woken, sleeps again before the switchover wakes it.
 */
final class Looks {
  private static final Logger log = LoggerFactory.getLogger(Looks.class);
  private static final Duration GIVING_WAY = Duration.ofMinutes(2);
  private static final Duration STOPPING = Duration.ofSeconds(15);
  private static final String AGENT_AWAKE = "putting-the-agent-to-sleep";

  private final SwitchoverSupport support;
  private final ReentrantLock floor;
  private final RunSignals signals = new RunSignals();
  private final AtomicReference<@Nullable Look> current = new AtomicReference<>();

  /** Held by whoever begins a look, and by whoever makes sure that nobody needs the agent. */
  private final Object beginning = new Object();

  /**
   * Without any.
   *
   * @param floor held by whoever tells Heroku what to run
   */
  Looks(SwitchoverSupport support, ReentrantLock floor) {
    this.support = support;
    this.floor = floor;
  }

  /** A look that may begin. */
  record Look(BothSides sides, Promise<Void> over) {}

  /**
   * Makes a place for one.
   *
   * @throws hma.protocol.ProblemException 409 {@code look-running} when it is taken
   */
  Look open(Ownership owned) {
    Look look = new Look(new BothSides(support, owned), Promise.promise());
    synchronized (beginning) {
      if (!current.compareAndSet(null, look)) {
        throw new Problem(
                409,
                "look-running",
                "The request is refused",
                "another doctor or compare is under way: wait for its end",
                false)
            .asException();
      }
    }
    return look;
  }

  /** Looks, and puts the agent to sleep afterwards. Blocks. */
  <T> T run(Look look, Function<BothSides, T> work) {
    try {
      return work.apply(look.sides());
    } finally {
      try {
        if (look.sides().agentWoken()) {
          sleepAgent();
        }
      } finally {
        current.compareAndSet(look, null);
        look.over().complete();
      }
    }
  }

  /** A master that was killed while it looked left the agent awake, or somebody scaled it up. */
  void sleepForgottenAgent() {
    if (!support.agent().scaledUp()) {
      return;
    }
    synchronized (beginning) {
      if (current.get() == null) {
        support.agent().sleep();
      }
    }
  }

  /** Whether none is under way. */
  boolean none() {
    return current.get() == null;
  }

  /** Calls a look off and waits until it has ended. Blocks. */
  void giveWay() {
    giveWay(GIVING_WAY);
  }

  private void giveWay(Duration limit) {
    Look look = current.get();
    if (look == null) {
      return;
    }
    look.sides().callOff();
    try {
      Awaiting.await(look.over().future(), limit, "the end of a doctor or compare");
    } catch (TimeLimitExceeded late) {
      // It puts the agent to sleep only once the switchover is over, since it needs the floor.
      log.atWarn().log("{}: going on without it", late.getMessage());
    }
  }

  /** The service stops. */
  void stop() {
    signals.stop();
    giveWay(STOPPING);
  }

  /** Under the floor, so that no switchover has just woken it. Blocks until it is done. */
  void sleepAgent() {
    floor.lock();
    try {
      support.agent().sleep();
      support.alarms().clear(AGENT_AWAKE);
    } catch (Deposed over) {
      log.atWarn().log("another master leads: the agent is left to it");
    } catch (RuntimeException failure) {
      log.atWarn().log("the agent could not be put to sleep: {}", failure.getMessage());
      new Persistence(support.alarms(), signals).insist(AGENT_AWAKE, support.agent()::sleep);
    } finally {
      floor.unlock();
    }
  }
}
