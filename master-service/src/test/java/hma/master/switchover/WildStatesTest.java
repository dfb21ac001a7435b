package hma.master.switchover;

import static hma.master.switchover.Masters.done;
import static org.assertj.core.api.Assertions.assertThat;

import hma.master.journal.Trigger;
import hma.postgres.Sql;
import hma.protocol.Side;
import hma.sync.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** States that nobody planned, as docs/operations.md describes them: what HMA does at rest. */
class WildStatesTest {
  private static final Duration GRACE = Duration.ofSeconds(3);

  @AutoClose private Masters masters;
  private SwitchoverService master;

  @BeforeEach
  void start() throws Exception {
    masters = new Masters(GRACE);
  }

  /** A master that leads while the journal says that this side is active, with epoch 2. */
  private void leadWith(Side owner) throws Exception {
    masters.leave(Trigger.DEMAND, SwitchoverState.ROLLED_BACK, owner);
    master = masters.lead();
  }

  private void keepUp() throws Exception {
    done(master.keepUp());
  }

  private int workers(String app) {
    return masters.heroku().quantity(app, "worker");
  }

  private void bothDatabasesHoldEpoch(int epoch) {
    masters.onBoth("UPDATE hma.state SET epoch = " + epoch);
  }

  @Test
  void startsTheOwnersWorkerWhereNoneRuns() throws Exception {
    masters.heroku().open();
    leadWith(Side.SLAVE);

    keepUp();

    assertThat(workers("b")).isOne();
    assertThat(workers("a")).isZero();
    assertThat(masters.alarms()).isEmpty();
  }

  @Test
  void stopsTheOtherWorkerWhereBothRun() throws Exception {
    masters.heroku().worker("a", "up", Instant.now());
    masters.heroku().worker("b", "up", Instant.now());
    leadWith(Side.SLAVE);

    keepUp();

    assertThat(workers("a")).isZero();
    assertThat(workers("b")).isOne();
  }

  @ParameterizedTest
  @CsvSource({"true, scaled up on both sides", "false, scaled up on neither side"})
  void leavesItToAPersonWhoIsActiveAtFirst(boolean both, String said) throws Exception {
    // Given
    if (both) {
      masters.heroku().worker("a", "up", Instant.now());
      masters.heroku().worker("b", "up", Instant.now());
    }
    master = masters.lead();

    // When
    keepUp();

    // Then
    assertThat(masters.alarms().get("owner-unknown")).contains(said, "heroku ps:scale");
    assertThat(master.isReady()).isFalse();
    masters.heroku().scale("a", "worker", 1);
    masters.heroku().scale("b", "worker", 0);
    keepUp();
    assertThat(master.status().active()).isEqualTo(Side.MASTER);
    assertThat(masters.alarms()).isEmpty();
  }

  @Test
  void movesAWorkerBackThatWasMovedByHandOnlyOnceTheOtherIsGone() throws Exception {
    // Given
    masters.heroku().open();
    leadWith(Side.SLAVE);
    bothDatabasesHoldEpoch(2);
    masters.heroku().worker("a", "up", Instant.now());

    // When
    keepUp();

    // Then
    assertThat(workers("a")).isZero();
    assertThat(workers("b")).isZero();
    Awaitility.await()
        .until(() -> {
          keepUp();
          return workers("b") == 1;
        });
    assertThat(workers("a")).isZero();
    assertThat(masters.alarms()).doesNotContainKey("epochs-disagree");
    assertThat(masters.heroku().quantity("b", "web")).isZero();
  }

  @Test
  void touchesNoWorkerOnTheWordOfAJournalFromAnOldBackup() throws Exception {
    // Given
    masters.heroku().open();
    leadWith(Side.SLAVE);
    bothDatabasesHoldEpoch(5);
    masters.heroku().worker("a", "up", Instant.now());

    // When
    keepUp();
    keepUp();

    // Then
    assertThat(workers("a")).isOne();
    assertThat(workers("b")).isZero();
    assertThat(masters.alarms().get("epochs-disagree"))
        .contains("the slave owns epoch 2", "epoch 5", "docs/operations.md");
    assertThat(masters.heroku().quantity("b", "web")).isZero();

    Sql.execute(masters.database(), "UPDATE hma.ownership SET owner = 'MASTER', epoch = 5");
    keepUp();
    assertThat(master.status().active()).isEqualTo(Side.MASTER);
    assertThat(master.status().epoch()).isEqualTo(5);
    assertThat(workers("a")).isOne();
    assertThat(workers("b")).isZero();
    assertThat(masters.alarms()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"401, SLAVE_HEROKU_TOKEN, revoked", "404, SLAVE_APP, check"})
  void saysAtOnceThatAnAccountRefusesAndStillWatchesTheOther(
      int status, String setting, String remedy) throws Exception {
    // Given
    masters.heroku().worker("a", "crashed", Instant.now().minusSeconds(60));
    leadWith(Side.MASTER);
    masters.heroku().refuse("b", status);

    // When
    keepUp();

    // Then
    assertThat(masters.alarms().get("upkeep-failing")).contains("app b", setting, remedy);
    assertThat(masters.alarms()).containsKey("worker-not-running");
    masters.heroku().refuse("b", 0);
    keepUp();
    assertThat(masters.alarms()).containsOnlyKeys("worker-not-running");
  }

  @Test
  void putsAnAgentToSleepThatSomebodyWoke() throws Exception {
    // Given
    masters.heroku().worker("a", "up", Instant.now());
    leadWith(Side.MASTER);
    keepUp();

    // When
    masters.heroku().scale("b", "web", 1);
    keepUp();

    // Then
    assertThat(masters.heroku().quantity("b", "web")).isZero();
  }

  @Test
  void doctorNamesAnActiveSideThatIsFenced() throws Exception {
    // Given
    masters.heroku().open();
    masters.heroku().worker("a", "up", Instant.now());
    leadWith(Side.MASTER);
    bothDatabasesHoldEpoch(2);
    Sql.execute(
        masters.database(),
        "INSERT INTO hma.fence VALUES ('public', 'order_line', 'TABLE', '[]', 'an-old-one')");

    // When
    PreflightReport report = done(done(master.look(Optional.empty(), master::preflight)));

    // Then
    List<String> found = report.findings().stream().map(Finding::sentence).toList();
    assertThat(found)
        .anySatisfy(sentence ->
            assertThat(sentence)
                .contains("master is active", "fenced", "switch over to the slave"));
  }

  @Test
  void doctorAndASwitchoverSayThatADatabaseWasRestored() throws Exception {
    // Given
    masters.heroku().open();
    masters.heroku().worker("a", "up", Instant.now());
    leadWith(Side.MASTER);
    bothDatabasesHoldEpoch(5);

    // When
    String id =
        done(master.start(new SwitchoverRequest(Side.SLAVE, Optional.of(Side.MASTER)))).id();

    // Then
    Awaitility.await()
        .until(() -> done(master.find(id)).orElseThrow().state() == SwitchoverState.ROLLED_BACK);
    assertThat(masters.alarms()).containsOnlyKeys("epochs-disagree");
    assertThat(workers("a")).isOne();
    bothDatabasesHoldEpoch(2);
    done(done(master.look(Optional.empty(), master::preflight)));
    assertThat(masters.alarms()).isEmpty();
  }
}
