package hma.master.support;

import hma.config.ScheduleEntry;
import hma.master.schedule.Plan;
import hma.master.schedule.Schedule;
import hma.master.switchover.AlarmView;
import hma.master.switchover.AppsView;
import hma.master.switchover.ExpectedOutage;
import hma.master.switchover.HistoryQuery;
import hma.master.switchover.NextView;
import hma.master.switchover.QuotaView;
import hma.master.switchover.StandbyView;
import hma.master.switchover.StatusView;
import hma.master.switchover.StepView;
import hma.master.switchover.SwitchoverPage;
import hma.master.switchover.SwitchoverRequest;
import hma.master.switchover.SwitchoverState;
import hma.master.switchover.SwitchoverView;
import hma.master.switchover.Switchovers;
import hma.master.switchover.TableUnderWay;
import hma.master.switchover.TableView;
import hma.protocol.Problem;
import hma.protocol.Side;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Switchovers that only exist here: one at a time, from the master's side at first. */
public final class FakeSwitchovers implements Switchovers {
  /** The id of the switchover that is begun. */
  public static final String ID = "5b1f7c02";

  private static final Schedule SCHEDULE =
      new Schedule(
          List.of(new ScheduleEntry(1, Side.MASTER), new ScheduleEntry(21, Side.SLAVE)),
          LocalTime.MIDNIGHT,
          ZoneOffset.UTC);
  private static final Instant BEGUN = Instant.parse("2026-11-21T00:00:00Z");

  private final List<SwitchoverRequest> requests = new CopyOnWriteArrayList<>();
  private final List<String> cancelled = new CopyOnWriteArrayList<>();
  private final Queue<SwitchoverState> coming = new ConcurrentLinkedQueue<>();
  private volatile Optional<SwitchoverView> running = Optional.empty();
  private volatile boolean broken;
  private volatile boolean silent;
  private volatile boolean ready = true;
  private final Set<String> spent = new HashSet<>();
  private final AtomicInteger standingIn = new AtomicInteger();

  /** What was asked for. */
  public List<SwitchoverRequest> requests() {
    return requests;
  }

  /** What was called off. */
  public List<String> cancelled() {
    return cancelled;
  }

  /** Each look at the switchover finds it in the next of these states. */
  public void proceedThrough(SwitchoverState... states) {
    coming.addAll(List.of(states));
  }

  /** A switchover runs, of which nothing is done yet. */
  public void begin() {
    running = Optional.of(view(SwitchoverState.PREPARING, "switchover", List.of()));
  }

  /** One more of its steps is to be seen. */
  public void step(String name, String state) {
    SwitchoverView before = running.orElseThrow();
    List<StepView> steps = new ArrayList<>(before.steps());
    steps.add(new StepView(name, state, BEGUN, 10, null));
    running = Optional.of(view(before.state(), before.kind(), steps));
  }

  /** It is completed. */
  public void finish() {
    SwitchoverView before = running.orElseThrow();
    running = Optional.of(view(SwitchoverState.COMPLETED, before.kind(), before.steps()));
  }

  /** From now on everything fails in a way that nobody foresaw. */
  public void breakDown() {
    broken = true;
  }

  /** From now on the journal does not answer. */
  public void fallSilent() {
    silent = true;
  }

  /** From now on the journal is still to be read. */
  public void loseLead() {
    ready = false;
  }

  /** For that many requests another master leads. */
  public void standIn(int requests) {
    standingIn.set(requests);
  }

  @Override
  public void checkLead() {
    if (standingIn.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new Problem(503, "not-ready", "Not now", "another master leads", true).asException();
    }
  }

  @Override
  public Future<SwitchoverView> start(SwitchoverRequest request) {
    requests.add(request);
    if (broken) {
      return Future.failedFuture(new IllegalStateException("secret of the inside"));
    }
    if (running.isPresent()) {
      return conflict("switchover-running");
    }
    if (request.from().filter(from -> from != Side.MASTER).isPresent()) {
      return conflict("not-active");
    }
    if (request.to() == Side.MASTER) {
      return conflict("already-active");
    }
    SwitchoverView begun = view(SwitchoverState.PREPARING);
    running = Optional.of(begun);
    return Future.succeededFuture(begun);
  }

  @Override
  public Future<SwitchoverView> rehearse(SwitchoverRequest request) {
    return start(request)
        .map(begun -> {
          SwitchoverView rehearsal = view(SwitchoverState.PREPARING, "rehearsal");
          running = Optional.of(rehearsal);
          return rehearsal;
        });
  }

  @Override
  public Future<SwitchoverView> refresh() {
    if (running.isPresent()) {
      return conflict("refresh-running");
    }
    SwitchoverView begun = view(SwitchoverState.PREPARING, "refresh");
    running = Optional.of(begun);
    return Future.succeededFuture(begun);
  }

  @Override
  public Future<Optional<SwitchoverView>> find(String id) {
    if (silent) {
      return Future.failedFuture(
          new Problem(503, "journal-unreachable", "Not now", "ask again", true).asException());
    }
    SwitchoverState next = coming.poll();
    if (next != null) {
      running = running.map(before -> view(next, before.kind())).or(() -> Optional.of(view(next)));
    }
    return Future.succeededFuture(running.filter(view -> view.id().equals(id)));
  }

  @Override
  public Future<SwitchoverPage> history(HistoryQuery query) {
    List<SwitchoverView> all =
        Stream.of(view(SwitchoverState.COMPLETED), view(SwitchoverState.ROLLED_BACK, "refresh"))
            .filter(
                view -> query.kind().stream().allMatch(kind -> view.kind().equals(kind.label())))
            .toList();
    int limit = query.limit();
    return Future.succeededFuture(
        query.before().isPresent()
            ? new SwitchoverPage(List.of(), null)
            : new SwitchoverPage(
                all.subList(0, Math.min(limit, all.size())), limit < all.size() ? ID : null));
  }

  @Override
  public Future<Boolean> spend(String token, Instant expiresAt) {
    return Future.succeededFuture(spent.add(token));
  }

  @Override
  public StatusView status() {
    if (!ready) {
      throw new Problem(503, "not-ready", "Not now", "ask again", true).asException();
    }
    return new StatusView(
        Side.MASTER,
        running.isPresent() ? "RUNNING" : "IDLE",
        7,
        BEGUN,
        new AppsView("my-master", "my-slave"),
        new StandbyView(BEGUN, null),
        new NextView(Instant.parse("2026-12-01T00:00:00Z"), Side.MASTER),
        null,
        running.orElse(null),
        List.of(new QuotaView(Side.MASTER, 1000, 423.5)),
        List.of(new AlarmView("capture-left", "triggers are left: see doctor", BEGUN)));
  }

  @Override
  public Plan plan(int months, Optional<Integer> budget) {
    Instant now = Instant.parse("2026-12-05T00:00:00Z");
    return Plan.of(SCHEDULE, now, months, budget, Side.MASTER)
        .with(
            List.of(
                Plan.account(
                    SCHEDULE, now, Side.MASTER, new Plan.Hours(Side.MASTER, 1000, 423.5))));
  }

  @Override
  public Future<SwitchoverView> cancel(String id) {
    if (running.filter(view -> view.id().equals(id)).isEmpty()) {
      return Future.failedFuture(
          new Problem(404, "unknown-switchover", "Unknown", "there is none of that id", false)
              .asException());
    }
    cancelled.add(id);
    return Future.succeededFuture(view(SwitchoverState.CANCELLED));
  }

  private static <T> Future<T> conflict(String code) {
    return Future.failedFuture(
        new Problem(409, code, "Not now", "it is refused: " + code, false).asException());
  }

  private static SwitchoverView view(SwitchoverState state) {
    return view(state, "switchover");
  }

  private static SwitchoverView view(SwitchoverState state, String kind) {
    return view(state, kind, steps(state));
  }

  private static SwitchoverView view(SwitchoverState state, String kind, List<StepView> steps) {
    boolean completed = state == SwitchoverState.COMPLETED;
    return new SwitchoverView(
        ID,
        kind,
        Side.MASTER,
        Side.SLAVE,
        state,
        false,
        completed ? 8412L : null,
        completed ? 5001L : null,
        completed ? 210L : null,
        completed ? 3201L : null,
        completed ? 120 : 0,
        completed ? 4096 : 0,
        completed,
        completed && kind.equals("refresh") ? BEGUN : null,
        completed && kind.equals("rehearsal")
            ? new ExpectedOutage(15_210, 210, 15_000, "as is usual on Heroku")
            : null,
        completed
            ? List.of(
                new TableView(
                    "public.orders", "full", "the target's table is empty", 120, 4096, 31))
            : List.of(),
        state == SwitchoverState.COPYING
            ? List.of(new TableUnderWay("public.orders", 60, 120, 2048))
            : List.of(),
        steps,
        state == SwitchoverState.ROLLED_BACK ? "the target could not be reached" : null,
        BEGUN,
        state.terminal() ? BEGUN.plusSeconds(30) : null);
  }

  private static List<StepView> steps(SwitchoverState state) {
    return EnumSet.range(SwitchoverState.PREPARING, state).stream()
        .map(reached -> new StepView("step of " + reached, "DONE", BEGUN, 10, null))
        .toList();
  }
}
