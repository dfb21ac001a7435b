package hma.master.switchover;

import hma.master.journal.Ownership;
import hma.protocol.Side;
import hma.sync.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Both databases, to be looked at while no switchover runs. The agent is woken when its side is
 * first asked for.
 */
public final class BothSides {
  private final SwitchoverSupport support;
  private final Ownership owner;
  private final List<Runnable> endings = new ArrayList<>();
  private volatile boolean calledOff;
  private volatile boolean agentWoken;
  private @Nullable Site slave;

  BothSides(SwitchoverSupport support, Ownership owner) {
    this.support = support;
    this.owner = owner;
  }

  /** Who is active. */
  public Ownership owner() {
    return owner;
  }

  /** The side whose worker runs; blocks while the agent is being woken. */
  public Site active() {
    return site(owner.owner());
  }

  /** The other side; blocks while the agent is being woken. */
  public Site standby() {
    return site(owner.owner().other());
  }

  /**
   * To be asked between two things that take long.
   *
   * @throws CalledOff when the look is to end
   */
  public void check() {
    if (calledOff) {
      throw new CalledOff();
    }
  }

  /** What ends a statement that takes long; run when the look is called off, at once if it is. */
  public void whenCalledOff(Runnable ending) {
    synchronized (endings) {
      if (!calledOff) {
        endings.add(ending);
        return;
      }
    }
    ending.run();
  }

  void callOff() {
    List<Runnable> due;
    synchronized (endings) {
      calledOff = true;
      due = List.copyOf(endings);
      endings.clear();
    }
    due.forEach(Runnable::run);
  }

  boolean agentWoken() {
    return agentWoken;
  }

  private Site site(Side side) {
    return switch (side) {
      case MASTER -> support.masterSite();
      case SLAVE -> slave();
    };
  }

  private synchronized Site slave() {
    if (slave == null) {
      check();
      agentWoken = true;
      slave = support.agent().wake();
      check();
    }
    return Objects.requireNonNull(slave);
  }
}
