package hma.master.switchover;

import static org.assertj.core.api.Assertions.assertThat;

import hma.config.DatabaseUrl;
import hma.config.Secret;
import hma.master.heroku.AppAccess;
import hma.master.heroku.HerokuApi;
import hma.master.heroku.HerokuClient;
import hma.master.heroku.RetryPolicy;
import hma.master.journal.Facts;
import hma.master.journal.Journal;
import hma.master.journal.JournaledSwitchover;
import hma.master.journal.Leadership;
import hma.master.journal.Ownership;
import hma.master.journal.PastSwitchovers;
import hma.master.journal.ProcessQuantity;
import hma.master.journal.Trigger;
import hma.postgres.Postgres;
import hma.postgres.Sql;
import hma.postgres.TestPostgres;
import hma.protocol.ProblemException;
import hma.protocol.Side;
import hma.protocol.TableSelection;
import hma.sync.PostgresSite;
import hma.workflow.Workflows;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * "No worker runs" never rests without an alarm, whatever a master remembers: one after the other,
 * they lead over a real database and a Platform API.
 */
class RestingWorkerTest {
  private static final String ID = "20261101-000003-5f3a9c1e";
  private static final List<ProcessQuantity> ONE_WORKER =
      List.of(new ProcessQuantity("worker", 1, "Eco"));
  private static final Duration SILENCE = Duration.ofSeconds(15);

  private final Vertx vertx = Vertx.vertx();
  private final DatabaseUrl database = TestPostgres.shared().newDatabase();
  private final PostgresSite site = new PostgresSite(vertx, Side.MASTER, database);
  private TwoApps heroku;
  private HerokuApi api;
  private Alarms alarms;

  @BeforeEach
  void start() throws Exception {
    heroku = new TwoApps(vertx);
    api = new HerokuApi(vertx, heroku.address(), RetryPolicy.standard());
    site.install();
  }

  @AfterEach
  void stop() throws Exception {
    api.close();
    heroku.close();
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @Test
  void goesBackOnceAfterAMasterThatDiedBeforeItCould() throws Exception {
    // Given
    heroku.worker("b", "crashed", Instant.now().minusSeconds(60));
    leave(Trigger.DEMAND, SwitchoverState.FAILED, Side.SLAVE);

    // When
    SwitchoverService first = lead();

    // Then
    Awaitility.await().until(() -> alarmsByCode().containsKey("no-way-back"));
    assertThat(alarmsByCode().get("no-way-back")).contains("maintenance", "ROLLED_BACK", "slave");
    assertThat(ways())
        .containsExactly(List.of("DEMAND", "FAILED"), List.of("CRASHES", "ROLLED_BACK"));
    done(first.keepUp());
    assertThat(alarmsByCode()).containsOnlyKeys("no-way-back", "worker-not-running");
    first.stop();
    assertStaysUntilItIsMended(lead());
  }

  private void assertStaysUntilItIsMended(SwitchoverService restarted) throws Exception {
    done(restarted.keepUp());
    assertThat(alarmsByCode()).containsOnlyKeys("no-way-back", "worker-not-running");
    assertThat(alarmsByCode().get("worker-not-running"))
        .contains("worker.1 crashed", "heroku logs -a b", "slave is active");
    assertThat(restarted.status().state()).isEqualTo("ALARM");

    heroku.worker("b", "up", Instant.now());
    done(restarted.keepUp());
    assertThat(alarmsByCode()).isEmpty();
    assertThat(ways()).hasSize(2);
    restarted.stop();
  }

  @Test
  void doesNotGoBackOnceSomebodyElseIsTheOwner() throws Exception {
    // Given
    heroku.worker("a", "up", Instant.now());
    leave(Trigger.DEMAND, SwitchoverState.FAILED, Side.MASTER);

    // When
    SwitchoverService master = lead();
    done(master.keepUp());

    // Then
    assertThat(ways()).hasSize(1);
    assertThat(alarmsByCode()).isEmpty();
    master.stop();
  }

  @Test
  void bearsTheFirstRestartOfACrashedWorker() throws Exception {
    // Given
    heroku.worker("b", "crashed", Instant.now());
    leave(Trigger.DEMAND, SwitchoverState.COMPLETED, Side.SLAVE);
    SwitchoverService master = lead();

    // When
    done(master.keepUp());

    // Then
    assertThat(alarmsByCode()).isEmpty();
    heroku.worker("b", "crashed", Instant.now().minusSeconds(60));
    done(master.keepUp());
    assertThat(alarmsByCode()).containsOnlyKeys("worker-not-running");
    master.stop();
  }

  @Test
  void asksTheJournalForNothingThatIsNoId() throws Exception {
    SwitchoverService master = lead();

    assertThat(done(master.find("\0"))).isEmpty();
    assertThat(done(master.find("' OR true --"))).isEmpty();
    assertThat(done(master.find(ID))).isEmpty();
    assertThat(
            master
                .cancel("\0")
                .transform(Future::succeededFuture)
                .await(10, TimeUnit.SECONDS)
                .cause())
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> assertThat(refused.problem().status()).isEqualTo(404));
    master.stop();
  }

  /** What a former master left: a switchover to the slave that came to this end. */
  private void leave(Trigger trigger, SwitchoverState end, Side owner) {
    Leadership leadership = leadership();
    leadership.take();
    Journal journal = new Journal(leadership);
    JournaledSwitchover switchover =
        new JournaledSwitchover(
            ID,
            Side.MASTER,
            Side.SLAVE,
            2,
            Instant.now(),
            new Facts(trigger, ONE_WORKER, null),
            List.of());
    RunRecord record = RunRecord.opened(journal, switchover, Clock.systemUTC());
    journal.own(new Ownership(owner, 2, ONE_WORKER));
    record.enter(end);
    leadership.resign();
  }

  private SwitchoverService lead() throws Exception {
    Clock clock = Clock.systemUTC();
    alarms = new Alarms(clock);
    Leadership leadership = leadership();
    SwitchoverService service =
        new SwitchoverService(
            new SwitchoverSupport(
                leadership,
                new Journal(leadership),
                site,
                worker(Side.MASTER, "a"),
                worker(Side.SLAVE, "b"),
                new Agent(
                    client(Side.SLAVE, "b"), (address, limit) -> site, Future::succeededFuture),
                alarms,
                new Workflows(vertx),
                clock,
                new SwitchoverSupport.Rules(
                    new TableSelection(List.of()), Duration.ofSeconds(90), 3, true)),
            new PastSwitchovers(Postgres.of(vertx, database, PastSwitchovers.application())),
            now -> Optional.empty());
    done(service.lead());
    return service;
  }

  private Leadership leadership() {
    String instance = UUID.randomUUID().toString();
    return new Leadership(
        Postgres.of(vertx, database, Leadership.application(instance)),
        instance,
        SILENCE,
        Clock.systemUTC());
  }

  private Worker worker(Side side, String app) {
    return new Worker(side, client(side, app), List.of("worker"), Future::succeededFuture);
  }

  private HerokuClient client(Side side, String app) {
    return new HerokuClient(api, AppAccess.ofWorker(side, app, Secret.of("a-token")));
  }

  private Map<String, String> alarmsByCode() {
    return alarms.standing().stream()
        .collect(Collectors.toMap(AlarmView::code, AlarmView::message));
  }

  /** Why each journaled switchover ran and how far it is. */
  private List<List<String>> ways() {
    return Sql.rows(
        database,
        "SELECT facts->>'trigger', summary->>'state' FROM hma.switchovers ORDER BY epoch");
  }

  private static <T> T done(Future<T> future) throws Exception {
    return future.await(30, TimeUnit.SECONDS);
  }
}
