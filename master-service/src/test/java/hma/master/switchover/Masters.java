package hma.master.switchover;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hma.config.DatabaseUrl;
import hma.config.LiveCopySettings;
import hma.config.ProcessRule;
import hma.config.Secret;
import hma.master.heroku.AppAccess;
import hma.master.heroku.HerokuApi;
import hma.master.heroku.HerokuClient;
import hma.master.heroku.RetryPolicy;
import hma.master.journal.Facts;
import hma.master.journal.Journal;
import hma.master.journal.JournaledSwitchover;
import hma.master.journal.Leadership;
import hma.master.journal.LeftJournal;
import hma.master.journal.Opening;
import hma.master.journal.Ownership;
import hma.master.journal.PastSwitchovers;
import hma.master.journal.ProcessQuantity;
import hma.master.journal.Purpose;
import hma.master.journal.Trigger;
import hma.master.schedule.Schedule;
import hma.postgres.Postgres;
import hma.postgres.Sql;
import hma.postgres.TestPostgres;
import hma.protocol.Catalog;
import hma.protocol.Claim;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.Side;
import hma.protocol.TableName;
import hma.protocol.TableSelection;
import hma.sync.CaptureUnits;
import hma.sync.MovePlanner;
import hma.sync.PostgresSite;
import hma.workflow.Workflows;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/**
 * Masters that lead one after the other over two real databases and one Platform API. Those that
 * still run when this is closed are stopped.
 */
final class Masters implements AutoCloseable {
  /** The id of the switchover that a former master left. */
  static final String ID = "20261101-000003-5f3a9c1e";

  /** The id of the one that {@link #leaveStopped} leaves. */
  static final String STOPPED_ID = "20261101-000004-5f3a9c1e";

  /** As the settings' default is. */
  static final Duration STOP_GRACE = Duration.ofSeconds(90);

  private static final List<ProcessQuantity> ONE_WORKER =
      List.of(new ProcessQuantity("worker", 1, "Eco"));
  private static final Duration SILENCE = Duration.ofSeconds(15);

  private final Vertx vertx = Vertx.vertx();
  private final DatabaseUrl database = TestPostgres.shared().newDatabase();
  private final DatabaseUrl slaveDatabase = TestPostgres.shared().newDatabase();
  private final PostgresSite site = new PostgresSite(vertx, Side.MASTER, database);
  private final PostgresSite slave = new PostgresSite(vertx, Side.SLAVE, slaveDatabase);
  private volatile Duration ahead = Duration.ZERO;
  private final InstantSource clock = () -> Instant.now().plus(ahead);
  private final TwoApps heroku;
  private final HerokuApi api;
  private final Duration stopGrace;
  private final Events events = new Events();
  private final List<Event> told = new CopyOnWriteArrayList<>();
  private final List<SwitchoverService> services = new ArrayList<>();
  private Alarms alarms = new Alarms(clock, events);
  private Optional<Duration> refresh = Optional.empty();
  private LiveCopySettings.Resumable resumable = LiveCopySettings.Resumable.AUTO;
  private StepListener steps = StepListener.NONE;
  private Optional<Duration> reserve = Optional.empty();
  private List<ProcessRule> processes = List.of(ProcessRule.carriedOver("worker"));
  private boolean paused;
  private Schedule schedule = new Schedule(List.of(), LocalTime.MIDNIGHT, ZoneOffset.UTC);
  private CountDownLatch agentAnswers = new CountDownLatch(0);
  private boolean fence = true;

  Masters() throws Exception {
    this(STOP_GRACE);
  }

  Masters(Duration stopGrace) throws Exception {
    this.stopGrace = stopGrace;
    heroku = new TwoApps(vertx);
    api = new HerokuApi(vertx, heroku.address(), RetryPolicy.standard());
    site.install();
    slave.install();
    events.observedBy(told::add);
  }

  /** What observers were told by all masters so far. */
  List<Event> told() {
    return told;
  }

  /** Who is told of what happens. */
  Events events() {
    return events;
  }

  Vertx vertx() {
    return vertx;
  }

  /** The apps a, of the master's side, and b. */
  TwoApps heroku() {
    return heroku;
  }

  DatabaseUrl database() {
    return database;
  }

  /** The one that the agent would serve. */
  DatabaseUrl slaveDatabase() {
    return slaveDatabase;
  }

  DatabaseUrl database(Side side) {
    return side == Side.MASTER ? database : slaveDatabase;
  }

  /** Runs the statements on both databases. */
  void onBoth(String... statements) {
    Sql.execute(database, statements);
    Sql.execute(slaveDatabase, statements);
  }

  /** How many of a side's worker are to run. */
  int workers(Side side) {
    return heroku.quantity(app(side), "worker");
  }

  /** The standby may get so old. */
  void refreshAfter(Duration interval) {
    refresh = Optional.of(interval);
  }

  /** Whether copies of masters that lead from now on are resumable. */
  void resumable(LiveCopySettings.Resumable rule) {
    resumable = rule;
  }

  /** Masters that lead from now on leave an account that is down to so many hours. */
  void reserve(Duration hours) {
    reserve = Optional.of(hours);
  }

  /** What masters that lead from now on stop and start. */
  void processes(ProcessRule... rules) {
    processes = List.of(rules);
  }

  /** Masters that lead from now on follow no schedule, by their settings. */
  void paused() {
    paused = true;
  }

  /** What masters that lead from now on are to follow. */
  void follow(Schedule followed) {
    schedule = followed;
  }

  /** What happens at the steps of masters that lead from now on. */
  void at(StepListener listener) {
    steps = listener;
  }

  /**
   * The master is active at epoch 2; the slave, at epoch 1, is fenced. Both have an empty table t.
   */
  void activeAtTheMaster() {
    heroku.worker("a", "up", Instant.now());
    heroku.maintenance(false);
    onBoth("CREATE TABLE t (id int PRIMARY KEY)");
    Sql.execute(database, "UPDATE hma.state SET epoch = 2");
    slave.raiseTerm(1);
    slave.adopt(1, 1);
    slave.fence(
        new Claim("before", 1, 1),
        new MovePlan(List.of(new TableName("public", "t")), List.of(), List.of()));
    leave(Trigger.DEMAND, SwitchoverState.ROLLED_BACK, Side.MASTER);
  }

  /** A side is made active; the other one does not answer. */
  SwitchoverView failOver(Side to) {
    Failover failover = failover(to, true);
    return failover.run(failover.plan(Map.of()), false, id -> {});
  }

  /** The agent gives no sign once it is awake, until this counts down. */
  CountDownLatch holdTheAgent() {
    agentAnswers = new CountDownLatch(1);
    return agentAnswers;
  }

  /** From now on it is later by that. */
  void later(Duration time) {
    ahead = ahead.plus(time);
  }

  /** Masters that lead from now on fence nothing. */
  void withoutFence() {
    fence = false;
  }

  /** What a former master left: the standby open for some minutes more. */
  void leaveOpen(Side standby) {
    Leadership leadership = leadership();
    leadership.take();
    Instant until = clock.instant().plusSeconds(600);
    new Journal(leadership)
        .openings()
        .begin(new Opening(ID, standby, "Ada", 2, clock.instant(), until));
    leadership.resign();
  }

  /** A side's database. */
  PostgresSite site(Side side) {
    return side == Side.MASTER ? site : slave;
  }

  /** A failover that is run beside that side's database; the other side does not answer. */
  Failover failover(Side to, boolean otherToken) {
    return failover(site(to), database(to), otherToken);
  }

  /** A failover to the slave with the master's database. */
  Failover failoverWithTheWrongDatabase() {
    return failover(new PostgresSite(vertx, Side.SLAVE, database), database, true);
  }

  private Failover failover(PostgresSite standby, DatabaseUrl url, boolean otherToken) {
    Side to = standby.side();
    String instance = UUID.randomUUID().toString();
    Postgres postgres = Postgres.of(vertx, url, "hma/failover");
    Leadership leadership =
        new Leadership(
            postgres.named(Leadership.application(instance)), instance, Duration.ZERO, clock);
    Side other = to.other();
    return new Failover(
        new FailoverSupport(
            leadership,
            new Journal(leadership),
            () -> LeftJournal.read(postgres),
            standby,
            worker(to, app(to)),
            otherToken ? Optional.of(worker(other, app(other))) : Optional.empty(),
            app(other),
            () -> new FailoverSupport.Reach(false, "nobody answers"),
            clock,
            StepListener.NONE,
            new FailoverSupport.Rules(processes, Duration.ofSeconds(2), 3)));
  }

  private static String app(Side side) {
    return side == Side.MASTER ? "a" : "b";
  }

  /** A switchover to the slave that a former master left once the worker had been told to stop. */
  void leaveStopped() {
    Leadership leadership = leadership();
    leadership.take();
    Journal journal = new Journal(leadership);
    journal.own(new Ownership(Side.MASTER, 2, ONE_WORKER, clock.instant()));
    JournaledSwitchover switchover =
        new JournaledSwitchover(
            STOPPED_ID,
            Side.MASTER,
            Side.SLAVE,
            3,
            clock.instant(),
            new Facts(Trigger.DEMAND, ONE_WORKER, null),
            List.of());
    RunRecord.opened(journal, switchover, clock, StepListener.NONE)
        .step(Step.STOP_WORKER, () -> {});
    leadership.resign();
  }

  /** What a former master left: a switchover to the slave that came to this end. */
  void leave(Trigger trigger, SwitchoverState end, Side owner) {
    leave(
        ID,
        new Facts(trigger, ONE_WORKER, null),
        end,
        new Ownership(owner, 2, ONE_WORKER, clock.instant()));
  }

  /** What a former master left later: a refresh of the master's side that came to this end. */
  void leaveRefresh(String id, SwitchoverState end) {
    Facts facts = new Facts(Trigger.INTERVAL, ONE_WORKER, null, Purpose.REFRESH);
    leave(id, facts, end, new Ownership(Side.SLAVE, 2, ONE_WORKER, clock.instant()));
  }

  private void leave(String id, Facts facts, SwitchoverState end, Ownership ownership) {
    Leadership leadership = leadership();
    leadership.take();
    Journal journal = new Journal(leadership);
    Side from = facts.purpose() == Purpose.REFRESH ? Side.SLAVE : Side.MASTER;
    JournaledSwitchover switchover =
        new JournaledSwitchover(id, from, from.other(), 2, clock.instant(), facts, List.of());
    RunRecord record = RunRecord.opened(journal, switchover, clock, StepListener.NONE);
    journal.own(ownership);
    takeTo(end, record);
    leadership.resign();
  }

  /** By the shortest way there is. */
  private static void takeTo(SwitchoverState end, RunRecord record) {
    State.Preparing opened = record.state(State.Preparing.class);
    State.Over over =
        switch (end) {
          case COMPLETED -> finishing(record, opened).complete();
          case FAILED -> finishing(record, opened).fail();
          case ROLLED_BACK -> opened.rolledBack(Proofs.ABORTED);
          case CANCELLED -> opened.cancelled(Proofs.ABORTED);
          case PREPARING, COPYING, STOPPING, CUTTING_OVER, STARTING, FINISHING ->
              throw new IllegalArgumentException(end + " is no end");
        };
    record.enter(over);
  }

  private static State.Finishing finishing(RunRecord record, State.Preparing opened) {
    return record.enter(
        record.facts().purpose() == Purpose.REFRESH
            ? record.enter(opened.refresh()).finish(Proofs.COMMITTED)
            : starting(record, opened).finish());
  }

  private static State.Starting starting(RunRecord record, State.Preparing opened) {
    return record.enter(cuttingOver(record, opened).start(Proofs.COMMITTED));
  }

  private static State.CuttingOver cuttingOver(RunRecord record, State.Preparing opened) {
    return record.enter(record.enter(opened.stop()).cutOver());
  }

  private JournaledSwitchover switchover(Facts facts) {
    return new JournaledSwitchover(
        ID, Side.MASTER, Side.SLAVE, 2, clock.instant(), facts, List.of());
  }

  /**
   * What a former master left that died after a live copy to the slave, whose worker runs: all
   * tables loaded whole, the log of changes standing.
   *
   * @param last the step that it had begun
   */
  void leaveFinishing(Step last) {
    Leadership leadership = leadership();
    long term = leadership.take();
    Catalog source = site.catalog(TableSelection.all());
    Catalog target = slave.catalog(TableSelection.all());
    MovePlan plan = MovePlanner.plan(Side.MASTER, source, target);
    site.startCapture(new Claim(ID, 2, term), CaptureUnits.of(source, target, plan).units());
    Sql.execute(
        slaveDatabase,
        "UPDATE hma.state SET epoch = 2, term = " + term,
        "INSERT INTO hma.receipts VALUES ('%s', 'COMMITTED', 2, %d)".formatted(ID, term));
    Journal journal = new Journal(leadership);
    Facts facts = new Facts(Trigger.DEMAND, ONE_WORKER, plan);
    RunRecord record = RunRecord.opened(journal, switchover(facts), clock, StepListener.NONE);
    for (MovedTable table : plan.tables()) {
      record.view().moved(new TableView(table.name().toString(), "full", "it was empty", 1, 9, 1));
    }
    Runnable taken = () -> {};
    List.of(Step.CAPTURE, Step.COMMIT, Step.OWN, Step.START_WORKER)
        .forEach(step -> record.step(step, taken));
    journal.own(record.ownershipAfter(Proofs.COMMITTED));
    finishing(record, record.state(State.Preparing.class));
    Runnable killed =
        () -> {
          throw new ServiceStopping();
        };
    assertThatThrownBy(() -> record.step(last, killed)).isInstanceOf(ServiceStopping.class);
    leadership.resign();
  }

  /**
   * What a former master left: a switchover to the slave whose target has committed.
   *
   * @param told whether it may have told the slave's worker to start
   */
  void leaveCommitted(boolean told) {
    Leadership leadership = leadership();
    long term = leadership.take();
    Journal journal = new Journal(leadership);
    Facts facts = new Facts(Trigger.DEMAND, ONE_WORKER, null);
    journal.own(new Ownership(Side.MASTER, Ownership.FIRST_EPOCH, ONE_WORKER, clock.instant()));
    RunRecord record = RunRecord.opened(journal, switchover(facts), clock, StepListener.NONE);
    cuttingOver(record, record.state(State.Preparing.class));
    record.step(
        Step.COMMIT,
        () ->
            Sql.execute(
                slaveDatabase,
                "UPDATE hma.state SET epoch = 2, term = " + term,
                "INSERT INTO hma.receipts VALUES ('%s', 'COMMITTED', 2, %d)".formatted(ID, term)));
    if (told) {
      record.step(Step.OWN, () -> journal.own(record.ownershipAfter(Proofs.COMMITTED)));
      record.step(Step.START_WORKER, () -> {});
    }
    leadership.resign();
  }

  /** A new master, once it leads. */
  SwitchoverService lead() throws Exception {
    return lead(database);
  }

  /** A new master that reads the past from another address, once it leads. */
  SwitchoverService lead(DatabaseUrl past) throws Exception {
    SwitchoverService service = standBy(past);
    done(service.lead());
    return service;
  }

  /** A new master before it leads. */
  SwitchoverService standBy() {
    return standBy(database);
  }

  private SwitchoverService standBy(DatabaseUrl past) {
    alarms = new Alarms(clock, events);
    SwitchoverService service =
        new SwitchoverService(
            support(leadership()),
            new PastSwitchovers(Postgres.of(vertx, past, PastSwitchovers.application())));
    services.add(service);
    return service;
  }

  private SwitchoverSupport support(Leadership leadership) {
    return new SwitchoverSupport(
        leadership,
        new Journal(leadership),
        site,
        worker(Side.MASTER, "a"),
        worker(Side.SLAVE, "b"),
        new Agent(client(Side.SLAVE, "b"), this::connect, Future::succeededFuture),
        alarms,
        events,
        new Workflows(vertx),
        clock,
        new SwitchoverSupport.Rules(
            TableSelection.all(),
            stopGrace,
            3,
            fence,
            liveCopy(refresh, resumable),
            reserve,
            paused),
        steps,
        schedule,
        new MasterHome(client(Side.MASTER, "a"), MasterHome.Style.SERVE));
  }

  private PostgresSite connect(URI address, Duration limit) {
    try {
      agentAnswers.await();
    } catch (InterruptedException interrupt) {
      throw new IllegalStateException("interrupted", interrupt);
    }
    return slave;
  }

  /** As the settings' defaults are. */
  static LiveCopySettings liveCopy() {
    return liveCopy(Optional.empty(), LiveCopySettings.Resumable.AUTO);
  }

  private static LiveCopySettings liveCopy(
      Optional<Duration> refresh, LiveCopySettings.Resumable resumable) {
    return new LiveCopySettings(
        true,
        LiveCopySettings.WhenBehind.WAIT,
        Duration.ofMillis(100),
        256L << 20,
        refresh,
        resumable);
  }

  private Leadership leadership() {
    String instance = UUID.randomUUID().toString();
    Postgres postgres = Postgres.of(vertx, database, Leadership.application(instance));
    return new Leadership(postgres, instance, SILENCE, clock);
  }

  private Worker worker(Side side, String app) {
    return new Worker(side, client(side, app), processes, Future::succeededFuture);
  }

  private HerokuClient client(Side side, String app) {
    return new HerokuClient(api, AppAccess.ofWorker(side, app, Secret.of("a-token")));
  }

  /** The alarms of the master that leads: their messages by their codes. */
  Map<String, String> alarms() {
    return alarms.standing().stream()
        .collect(Collectors.toMap(AlarmView::code, AlarmView::message));
  }

  /** Why each journaled switchover ran and how far it is, oldest first. */
  List<List<String>> journal() {
    return Sql.rows(
        database,
        "SELECT facts->>'trigger', summary->>'state' FROM hma.switchovers ORDER BY epoch, started_at");
  }

  /** What came of a step, of which the journal has one that ended. */
  String detail(Step step) {
    return Sql.value(
        database,
        "SELECT detail FROM hma.steps WHERE state = 'DONE' AND name = '%s'"
            .formatted(step.label()));
  }

  /** A switchover or a refresh, once it is over and cleared away. */
  static SwitchoverView ended(SwitchoverService master, SwitchoverView begun) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> done(master.find(begun.id())).orElseThrow(),
            view -> view.state().terminal() && master.status().switchover() == null);
  }

  /** A change of the fences, once it has ended. */
  static FenceChangeView changed(SwitchoverService master, FenceChange wanted) throws Exception {
    String id = done(master.change(wanted)).id();
    return Awaitility.await()
        .until(
            () -> master.findChange(id).orElseThrow(),
            view -> view.state() != FenceChangeView.State.RUNNING);
  }

  static <T> T done(Future<T> future) throws Exception {
    return future.await(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws Exception {
    services.forEach(SwitchoverService::stop);
    api.close();
    heroku.close();
    vertx.close().await(20, TimeUnit.SECONDS);
  }
}
