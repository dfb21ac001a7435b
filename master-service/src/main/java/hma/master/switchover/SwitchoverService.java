package hma.master.switchover;

import hma.master.journal.Deposed;
import hma.master.journal.PastSwitchovers;
import hma.master.journal.Trigger;
import hma.master.schedule.Plan;
import hma.protocol.Side;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one switchover or refresh at a time, for as long as this process leads. */
public final class SwitchoverService implements Switchovers, FenceChanges, Pausing {
  /** How long a stopping service waits for the step that is under way. */
  static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  private static final Logger log = LoggerFactory.getLogger(SwitchoverService.class);
  private static final Duration RUN_LIMIT = Duration.ofDays(1);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

  private final SwitchoverSupport support;
  private final History history;
  private final Runs runs;
  private final Lead lead;

  /**
   * Does nothing before {@link #lead}.
   *
   * @param past answers those who ask for a switchover that is over
   */
  public SwitchoverService(SwitchoverSupport support, PastSwitchovers past) {
    this.support = support;
    this.runs = new Runs(support, this::lost);
    this.lead = new Lead(support, runs);
    this.history = new History(support, past, runs.underWay());
  }

  private void lost(Deposed deposition) {
    lead.lost(deposition);
  }

  /**
   * Takes the lead, now or when the leading master falls silent, and goes on where it left. While
   * that is under way, asking again changes nothing.
   */
  public Future<Void> lead() {
    return lead.takeOnce();
  }

  /**
   * Takes the lead, unless another master has it, and goes on where it left.
   *
   * @return whether this one leads
   */
  public Future<Boolean> leadIfFree() {
    return lead.takeIfFree();
  }

  /** Whether this process leads, as far as it knows. */
  public boolean leads() {
    return lead.holds();
  }

  /** The term of this process's lead, 0 where it has none, as far as it knows. */
  public long term() {
    return lead.term();
  }

  /** Raises an alarm while the journal's database is silent. */
  public void watchJournal() {
    lead.watchJournal();
  }

  /** Whether another process leads, for which this one stands in. */
  public boolean standsIn() {
    return support.leadership().standsIn();
  }

  /** When the journal's database has last answered; far away before it has. */
  public Instant heardAt() {
    return support.leadership().heardAt();
  }

  /** Completes once neither a switchover nor a refresh is under way. */
  public Future<Void> idle() {
    return support
        .workflows()
        .start(
            "wait",
            () -> {
              runs.underWay().awaitNone(RUN_LIMIT);
              return true;
            })
        .mapEmpty();
  }

  /** Whether it is known which side is active, and this process may act on it. */
  public boolean isReady() {
    return runs.owner() != null;
  }

  /** Renews the lead; another master's is noticed here at the latest. */
  public Future<Void> beat() {
    return lead.beat();
  }

  /** Looks, while no switchover runs, that each side runs what it should. */
  public Future<Void> keepUp() {
    return support.leadership().term() == 0 || runs.underWay().movesTheWorker()
        ? Future.succeededFuture()
        : lead.guarded("upkeep", runs::upkeep);
  }

  /** Refreshes the standby when it is older than it may get and nothing else is under way. */
  public Future<Void> refreshWhenDue() {
    boolean wanted = support.rules().liveCopy().refresh().isPresent();
    return !wanted || support.leadership().term() == 0 || runs.underWay().view() != null
        ? Future.succeededFuture()
        : lead.guarded("refresh", runs::refreshWhenDue);
  }

  /** Begins the switchover that the schedule asks for, if it does and nothing else is under way. */
  public Future<Void> switchWhenDue() {
    return support.leadership().term() == 0 || runs.underWay().movesTheWorker()
        ? Future.succeededFuture()
        : lead.guarded("schedule", runs::switchWhenDue);
  }

  /** Reads the Eco hours of both accounts. */
  public Future<Void> readQuotas() {
    return lead.guarded("quotas", runs.clock().quotas()::read);
  }

  @Override
  public void checkLead() {
    lead.check();
  }

  @Override
  public Future<Boolean> spend(String token, Instant expiresAt) {
    return answered(
        lead.work("spend", () -> support.journal().spentTokens().spend(token, expiresAt)));
  }

  @Override
  public Future<SwitchoverView> start(SwitchoverRequest request) {
    return opened(() -> runs.open(request, Trigger.DEMAND));
  }

  @Override
  public Future<SwitchoverView> refresh() {
    return opened(() -> runs.openRefresh(Trigger.DEMAND));
  }

  @Override
  public Future<SwitchoverView> rehearse(SwitchoverRequest request) {
    return opened(() -> runs.openRehearsal(request));
  }

  /** What begins only after nobody waits for it any more is called off. */
  private Future<SwitchoverView> opened(Callable<SwitchoverView> opening) {
    AtomicBoolean awaited = new AtomicBoolean(true);
    return answered(
            lead.work(
                "open",
                () -> {
                  SwitchoverView opened = opening.call();
                  if (!awaited.get()) {
                    log.atWarn()
                        .addKeyValue("switchover", opened.id())
                        .log("nobody waits for it any more, since the journal was silent");
                    runs.underWay().cancel(opened.id());
                  }
                  return opened;
                }))
        .onFailure(failure -> awaited.set(false));
  }

  /** Nobody waits for longer than Heroku's router does. */
  private static <T> Future<T> answered(Future<T> work) {
    return work.timeout(ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
        .recover(failure ->
            Future.failedFuture(
                failure instanceof TimeoutException ? Admission.notKnownToHaveBegun() : failure));
  }

  /**
   * Looks at both sides while no switchover runs; one that begins calls the look off.
   *
   * @param to the side that would be active, the standby where it is not given
   * @param work what to do, on a thread of its own
   * @return completes once the look has begun, with what it will give; fails with a {@link
   *     hma.protocol.ProblemException} of status 409 when a switchover or another look is under way
   *     or that side is active already, and the inner one with {@link CalledOff} when it is called
   *     off
   */
  public <T> Future<Future<T>> look(Optional<Side> to, Function<BothSides, T> work) {
    return answered(lead.work("open look", () -> runs.openLook(to)))
        .map(look -> lead.work("look", () -> runs.look(look, work)));
  }

  @Override
  public Future<FenceChangeView> change(FenceChange wanted) {
    return answered(lead.work("open change", () -> runs.openChange(wanted)))
        .map(change -> {
          lead.work("change the fences", () -> runs.fences().run(change))
              .onFailure(failure ->
                  log.atError().setCause(failure).log("a change of the fences was not finished"));
          return change.begun();
        });
  }

  @Override
  public Optional<FenceChangeView> findChange(String id) {
    return runs.fences().find(id);
  }

  @Override
  public Future<PauseView> pause(PauseRequest request) {
    return answered(lead.work("pause", () -> runs.clock().scheduled().pause(request)));
  }

  @Override
  public Future<Void> resume() {
    return answered(
            lead.work(
                "resume",
                () -> {
                  runs.clock().scheduled().resume();
                  return true;
                }))
        .mapEmpty();
  }

  /** What would stand against a switchover: a look. */
  public PreflightReport preflight(BothSides sides) {
    return new PreflightLook(support, sides).run();
  }

  @Override
  public Future<Optional<SwitchoverView>> find(String id) {
    return history.find(id);
  }

  @Override
  public Future<SwitchoverPage> history(HistoryQuery query) {
    return history.page(query);
  }

  @Override
  public StatusView status() {
    lead.checkNotLost();
    return StatusLook.at(support, runs);
  }

  @Override
  public Plan plan(int months, Optional<Integer> budget) {
    return runs.clock().plan(runs.owner(), months, budget);
  }

  @Override
  public Future<SwitchoverView> cancel(String id) {
    boolean cancelled;
    try {
      cancelled = runs.underWay().cancel(id);
    } catch (RuntimeException refused) {
      return Future.failedFuture(refused);
    }
    return find(id)
        .compose(found ->
            cancelled && found.isPresent()
                ? Future.succeededFuture(found.get())
                : Future.failedFuture(Admission.notCancellable(id, found.isPresent())));
  }

  /** Ends before the next step; the journal says where the next start goes on. Blocks. */
  public void stop() {
    runs.stop();
    support.leadership().resign();
  }
}
