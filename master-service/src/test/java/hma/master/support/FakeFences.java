package hma.master.support;

import hma.master.switchover.FenceChange;
import hma.master.switchover.FenceChangeView;
import hma.master.switchover.FenceChangeView.Failure;
import hma.master.switchover.FenceChangeView.SideResult;
import hma.master.switchover.FenceChangeView.State;
import hma.master.switchover.FenceChanges;
import hma.protocol.Problem;
import hma.protocol.Side;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Fences that only exist here: a change is over at the second look. */
public final class FakeFences implements FenceChanges {
  /** The id of every change. */
  public static final String ID = "20261121-000000-0badcafe";

  private static final Instant BEGUN = Instant.parse("2026-11-21T00:00:00Z");

  private final List<FenceChange> asked = new CopyOnWriteArrayList<>();
  private volatile boolean refusing;
  private volatile boolean slaveAway;

  /** What was asked for. */
  public List<FenceChange> asked() {
    return asked;
  }

  /** A switchover runs. */
  public void refuse() {
    refusing = true;
  }

  /** The slave does not answer. */
  public void loseSlave() {
    slaveAway = true;
  }

  @Override
  public Future<FenceChangeView> change(FenceChange wanted) {
    if (refusing) {
      return Future.failedFuture(
          new Problem(409, "switchover-running", "Not now", "a switchover runs", false)
              .asException());
    }
    asked.add(wanted);
    return Future.succeededFuture(view(wanted, State.RUNNING, List.of(), null));
  }

  @Override
  public Optional<FenceChangeView> findChange(String id) {
    if (!id.equals(ID) || asked.isEmpty()) {
      return Optional.empty();
    }
    FenceChange wanted = asked.getLast();
    Failure failure = slaveAway ? new Failure("agent-unreachable", "no agent answers") : null;
    SideResult slave = new SideResult(Side.SLAVE, slaveAway ? 0 : 12, failure);
    List<SideResult> sides =
        wanted instanceof FenceChange.Lift
            ? List.of(new SideResult(Side.MASTER, 0, null), slave)
            : List.of(slave);
    return Optional.of(view(wanted, failure == null ? State.DONE : State.FAILED, sides, failure));
  }

  private static FenceChangeView view(
      FenceChange wanted, State state, List<SideResult> sides, @Nullable Failure failure) {
    boolean running = state == State.RUNNING;
    Instant until =
        state == State.DONE && wanted instanceof FenceChange.Open open
            ? BEGUN.plus(open.time())
            : null;
    return new FenceChangeView(
        ID, wanted.label(), state, BEGUN, running ? null : BEGUN, until, sides, failure);
  }
}
