package hma.master.switchover;

import static hma.master.switchover.Masters.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hma.config.ProcessRule;
import hma.master.journal.ProcessQuantity;
import hma.postgres.Sql;
import hma.protocol.ProblemException;
import hma.protocol.Side;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Failovers, and the master that comes back afterwards with a journal that knows of none. */
class FailoverTest {
  private static final String FENCED = "SELECT count(*) FROM hma.fence";

  @AutoClose private Masters masters;

  @BeforeEach
  void start() throws Exception {
    masters = new Masters();
    masters.activeAtTheMaster();
  }

  private static void goesOn(String id) {
    assertThat(id).startsWith("failover-");
  }

  private static void dies(String id) {
    throw new IllegalStateException("killed in " + id);
  }

  /** Dies right after the commit, by Heroku's refusal to start the worker, or before. */
  private void kill(Failover failover, Side to, boolean committed) {
    String app = to == Side.MASTER ? "a" : "b";
    masters.heroku().refuseOrders(app, committed);
    Consumer<String> whenLeading = committed ? FailoverTest::goesOn : FailoverTest::dies;
    assertThatThrownBy(() -> failover.run(failover.plan(Map.of()), false, whenLeading))
        .isInstanceOfAny(StepFailed.class, IllegalStateException.class);
    masters.heroku().refuseOrders(app, false);
  }

  private static SwitchoverView failOver(Failover failover) {
    return failover.run(failover.plan(Map.of()), false, FailoverTest::goesOn);
  }

  private long slaveEpoch() {
    return Long.parseLong(Sql.value(masters.slaveDatabase(), "SELECT epoch FROM hma.state"));
  }

  @Test
  void makesTheStandbyActiveByItsOwnDatabase() {
    // Given
    Failover failover = masters.failover(Side.SLAVE, true);

    // When
    SwitchoverView ended = failOver(failover);

    // Then
    assertThat(ended.state()).isEqualTo(SwitchoverState.COMPLETED);
    assertThat(masters.heroku().quantity("a", "worker")).isZero();
    assertThat(masters.heroku().quantity("b", "worker")).isEqualTo(1);
    assertThat(slaveEpoch()).isGreaterThan(2).isOdd();
    assertThat(Sql.rows(masters.slaveDatabase(), "SELECT switchover, outcome FROM hma.receipts"))
        .containsExactly(List.of(ended.id(), "COMMITTED"));
    assertThat(Sql.value(masters.slaveDatabase(), FENCED)).isEqualTo("0");
    Sql.execute(masters.slaveDatabase(), "INSERT INTO t VALUES (1)");
  }

  @Test
  void changesNothingByPlanning() {
    // When
    FailoverPlan plan = masters.failover(Side.SLAVE, false).plan(Map.of("worker", 2));

    // Then
    assertThat(plan.epoch()).isGreaterThan(2).isOdd();
    assertThat(plan.fenced()).isTrue();
    assertThat(plan.lastCopy()).isNull();
    assertThat(plan.split()).contains("MASTER_HEROKU_TOKEN");
    assertThat(plan.start()).singleElement().satisfies(p -> assertThat(p.quantity()).isEqualTo(2));
    assertThat(masters.heroku().quantity("a", "worker")).isEqualTo(1);
    assertThat(Sql.value(masters.slaveDatabase(), "SELECT to_regclass('hma.steps')")).isNull();
    assertThat(Sql.value(masters.slaveDatabase(), "SELECT term FROM hma.state")).isEqualTo("1");
  }

  @Test
  void startsWhatTheSettingsFixUnlessSomebodySaysOtherwise() {
    // Given
    masters.processes(new ProcessRule("worker", Optional.of(3), Optional.of("standard-1x")));

    // When
    FailoverPlan fixed = masters.failover(Side.SLAVE, true).plan(Map.of());
    FailoverPlan asked = masters.failover(Side.SLAVE, true).plan(Map.of("worker", 2));

    // Then
    assertThat(fixed.start()).containsExactly(new ProcessQuantity("worker", 3, "standard-1x"));
    assertThat(asked.start()).containsExactly(new ProcessQuantity("worker", 2, "standard-1x"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void goesOnFromWhereItWasKilled(boolean committed) {
    // Given
    kill(masters.failover(Side.SLAVE, true), Side.SLAVE, committed);

    // When
    Failover next = masters.failover(Side.SLAVE, true);
    FailoverPlan plan = next.plan(Map.of());
    SwitchoverView ended = next.run(plan, false, FailoverTest::goesOn);

    // Then
    assertThat(plan.committed()).isEqualTo(committed);
    assertThat(plan.resumes()).isEqualTo(committed ? ended.id() : null);
    assertThat(ended.state()).isEqualTo(SwitchoverState.COMPLETED);
    assertThat(masters.heroku().quantity("b", "worker")).isEqualTo(1);
    assertThat(
            Sql.rows(masters.slaveDatabase(), "SELECT switchover, epoch::text FROM hma.receipts"))
        .containsExactly(List.of(ended.id(), Long.toString(slaveEpoch())));
    assertThat(
            Sql.value(
                masters.slaveDatabase(),
                "SELECT count(*) FROM hma.switchovers WHERE finished_at IS NULL"))
        .isEqualTo("0");
  }

  @ParameterizedTest
  @CsvSource({"false, MASTER_HEROKU_TOKEN", "true, 403"})
  void leavesTheStandbyAloneWhereTheOtherWorkerMayRunOn(boolean token, String reason) {
    // Given
    Failover failover = masters.failover(Side.SLAVE, token);
    masters.heroku().refuseOrders("a", true);

    // When, Then
    assertThatThrownBy(() -> failOver(failover))
        .isInstanceOf(FailoverRefused.class)
        .hasMessageContainingAll(reason, "two workers", "--accept-split", "ps:scale worker=0 -a a");
    assertThat(Sql.value(masters.slaveDatabase(), FENCED)).isEqualTo("1");
    assertThat(Sql.value(masters.slaveDatabase(), "SELECT epoch FROM hma.state")).isEqualTo("1");
    assertThat(masters.heroku().quantity("b", "worker")).isZero();

    Failover again = masters.failover(Side.SLAVE, token);
    assertThat(again.run(again.plan(Map.of()), true, FailoverTest::goesOn).state())
        .isEqualTo(SwitchoverState.COMPLETED);
  }

  @Test
  void refusesAStandbyWhoseCopyWasNotCompleted() {
    Sql.execute(
        masters.slaveDatabase(), "INSERT INTO hma.unfit VALUES ('public', 't', 'copy-1', now())");

    assertThatThrownBy(() -> masters.failover(Side.SLAVE, true).plan(Map.of()))
        .isInstanceOf(FailoverRefused.class)
        .hasMessageContainingAll("slave's database can't be activated", "copy-1", "public.t");
  }

  @Test
  void refusesTheDatabaseOfTheOtherSide() {
    assertThatThrownBy(() -> masters.failoverWithTheWrongDatabase().plan(Map.of()))
        .isInstanceOf(FailoverRefused.class)
        .hasMessageContaining("DATABASE_URL is the master's database");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aMasterThatComesBackGivesWayAndIsFenced(boolean itsWorkerRuns) throws Exception {
    // Given
    SwitchoverView failover = failOver(masters.failover(Side.SLAVE, true));
    if (itsWorkerRuns) {
      masters.heroku().worker("a", "up", Instant.now());
    }

    // When
    SwitchoverService master = masters.lead();
    done(master.keepUp());

    // Then
    assertThat(master.status().active()).isEqualTo(Side.SLAVE);
    assertThat(master.status().epoch()).isEqualTo(slaveEpoch());
    assertThat(masters.heroku().quantity("a", "worker")).isZero();
    assertThat(masters.heroku().quantity("b", "worker")).isEqualTo(1);
    assertThat(masters.heroku().quantity("b", "web")).isZero();
    assertThat(Sql.value(masters.database(), FENCED)).isEqualTo("1");
    assertThat(masters.alarms()).containsOnlyKeys("failed-over");
    assertThat(masters.alarms().get("failed-over"))
        .contains(failover.id(), "the master has, which is fenced", "compare --rows");
    master.stop();

    SwitchoverService restarted = masters.lead();
    done(restarted.keepUp());
    assertThat(masters.alarms()).containsOnlyKeys("failed-over");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void startsNoneBesideTheWorkerOfTheMasterThatHasJustGivenWay(boolean anotherMaster)
      throws Exception {
    // Given
    failOver(masters.failover(Side.SLAVE, true));
    masters.heroku().worker("a", "up", Instant.now());
    SwitchoverService master = masters.lead();
    done(master.keepUp());
    masters.heroku().scale("b", "worker", 0);

    // When
    if (anotherMaster) {
      master.stop();
      master = masters.lead();
    }
    done(master.keepUp());
    int early = masters.heroku().quantity("b", "worker");
    masters.later(Masters.STOP_GRACE);
    done(master.keepUp());

    // Then
    assertThat(early).isZero();
    assertThat(masters.heroku().quantity("a", "worker")).isZero();
    assertThat(masters.heroku().quantity("b", "worker")).isEqualTo(1);
  }

  @Test
  void startsNoWorkerBeforeTheSlaveWasAsked() throws Exception {
    // Given
    masters.heroku().scale("a", "worker", 0);
    masters.heroku().maintenance(true);
    SwitchoverService master = masters.lead();

    // When
    done(master.keepUp());

    // Then
    assertThat(masters.heroku().quantity("a", "worker")).isZero();
    assertThat(masters.alarms()).containsOnlyKeys("slave-not-asked");

    masters.heroku().maintenance(false);
    masters.later(Masters.STOP_GRACE);
    done(master.keepUp());
    assertThat(masters.heroku().quantity("a", "worker")).isEqualTo(1);
    assertThat(masters.heroku().quantity("b", "web")).isZero();
    done(master.keepUp());
    assertThat(masters.alarms()).isEmpty();
  }

  @Test
  void aMasterWhoseWorkerRunsAsksNobody() throws Exception {
    // Given
    masters.heroku().maintenance(true);

    // When
    SwitchoverService master = masters.lead();
    done(master.keepUp());

    // Then
    assertThat(master.status().active()).isEqualTo(Side.MASTER);
    assertThat(masters.alarms()).isEmpty();
  }

  @Test
  void aSwitchoverThatWasLeftEndsWhereAFailoverHasOvertakenIt() throws Exception {
    // Given
    masters.leaveStopped();
    failOver(masters.failover(Side.SLAVE, true));

    // When
    SwitchoverService master = masters.lead();

    // Then
    Awaitility.await().until(() -> master.status().active() == Side.SLAVE);
    Awaitility.await()
        .untilAsserted(() -> {
          SwitchoverView left = done(master.find(Masters.STOPPED_ID)).orElseThrow();
          assertThat(left.state()).isEqualTo(SwitchoverState.ROLLED_BACK);
          assertThat(left.failure()).contains("overtaken");
        });
    assertThat(masters.heroku().quantity("a", "worker")).isZero();
  }

  @Test
  void aSwitchoverThatOnlyTheSlaveKnowsOfStartsNothing() throws Exception {
    // Given
    masters.heroku().scale("a", "worker", 0);
    Sql.execute(
        masters.slaveDatabase(),
        "INSERT INTO hma.receipts VALUES ('" + Masters.ID + "', 'COMMITTED', 3, 1)",
        "UPDATE hma.state SET epoch = 3");

    // When
    SwitchoverService master = masters.lead();
    done(master.keepUp());

    // Then
    assertThat(masters.alarms()).containsOnlyKeys("epochs-disagree");
    assertThat(masters.heroku().quantity("a", "worker")).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aMasterEndsAFailoverThatWasLeftInItsDatabase(boolean committed) throws Exception {
    // Given
    kill(masters.failover(Side.MASTER, true), Side.MASTER, committed);

    // When
    SwitchoverService master = masters.lead();
    done(master.keepUp());

    // Then
    assertThat(master.status().epoch() > 2).isEqualTo(committed);
    assertThat(master.status().epoch()).isEven();
    assertThat(masters.heroku().quantity("a", "worker")).isEqualTo(1);
    assertThat(masters.journal().getLast())
        .containsExactly("FAILOVER", committed ? "COMPLETED" : "ROLLED_BACK");
    // The slave is the side that a failover to the master leaves.
    assertThat(masters.alarms().containsKey("failed-over")).isEqualTo(committed);
  }

  @Test
  void deposesAMasterThatLeadsAndFencesTheSlaveOnceItAnswers() throws Exception {
    // Given
    SwitchoverService master = masters.lead();
    Sql.execute(masters.slaveDatabase(), "DELETE FROM hma.fence", "GRANT ALL ON t TO current_user");
    masters.heroku().maintenance(true);

    // When
    SwitchoverView ended = failOver(masters.failover(Side.MASTER, true));

    // Then
    assertThat(ended.state()).isEqualTo(SwitchoverState.COMPLETED);
    Awaitility.await()
        .ignoreExceptionsInstanceOf(ProblemException.class)
        .untilAsserted(() -> {
          done(master.beat());
          assertThat(master.status().epoch()).isGreaterThan(2).isEven();
        });
    done(master.keepUp());
    assertThat(masters.alarms().get("failed-over"))
        .contains("the slave has, which is NOT fenced yet");
    master.stop();

    masters.heroku().maintenance(false);
    SwitchoverService next = masters.lead();
    done(next.keepUp());
    assertThat(Sql.value(masters.slaveDatabase(), FENCED)).isEqualTo("1");
    assertThat(masters.alarms().get("failed-over")).contains("the slave has, which is fenced");
  }
}
