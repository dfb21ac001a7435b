package hma.master.switchover;

import static hma.master.switchover.Masters.changed;
import static hma.master.switchover.Masters.done;
import static hma.master.switchover.Masters.ended;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hma.postgres.Sql;
import hma.protocol.Side;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people and the clock ask of a master that a failover has overtaken. */
class AfterFailoverTest {
  private static final FenceChange OPEN = new FenceChange.Open(Duration.ofMinutes(10), "Ada");
  private static final FenceChange LIFT = new FenceChange.Lift();
  private static final String FENCED = "SELECT count(*) FROM hma.fence";
  private static final String OPENINGS = "SELECT count(*) FROM hma.openings";

  @AutoClose private Masters masters;

  @BeforeEach
  void start() throws Exception {
    masters = new Masters(Duration.ofSeconds(2));
    masters.activeAtTheMaster();
  }

  @Test
  void stopsNoWorkerThatAFailoverHasStartedForAMigration() throws Exception {
    // Given
    masters.failOver(Side.SLAVE);
    SwitchoverService master = masters.lead();

    // When
    FenceChangeView opened = changed(master, OPEN);

    // Then
    assertThat(masters.heroku().quantity("b", "worker")).isEqualTo(1);
    assertThat(opened.failure().code()).isEqualTo("failed-over");
    assertThat(Sql.value(masters.database(), OPENINGS)).isEqualTo("0");
    done(master.keepUp());
    assertThat(master.status().active()).isEqualTo(Side.SLAVE);
  }

  @Test
  void liftsNothingOnceAnotherSideIsActiveThanWhenItWasAsked() throws Exception {
    // Given
    masters.failOver(Side.SLAVE);
    CountDownLatch agentAnswers = masters.holdTheAgent();
    SwitchoverService master = masters.lead();
    Future<Void> upkeep = master.keepUp();
    await().until(() -> masters.heroku().quantity("b", "web") == 1);

    // When
    FenceChangeView begun = done(master.change(LIFT));
    agentAnswers.countDown();
    done(upkeep);

    // Then
    FenceChangeView lifted =
        await()
            .until(
                () -> master.findChange(begun.id()).orElseThrow(),
                view -> view.state() != FenceChangeView.State.RUNNING);
    assertThat(Sql.value(masters.database(), FENCED)).isEqualTo("1");
    assertThat(lifted.failure().code()).isEqualTo("active-side-changed");
    assertThat(master.status().active()).isEqualTo(Side.SLAVE);
    assertThat(Sql.value(masters.database(), OPENINGS)).isEqualTo("0");
  }

  @Test
  void aRefreshThatFindsAFailoverGivesWayToIt() throws Exception {
    // Given
    SwitchoverView failover = masters.failOver(Side.SLAVE);
    masters.heroku().worker("a", "up", Instant.now());
    masters.heroku().scale("b", "worker", 0);
    SwitchoverService master = masters.lead();

    // When
    SwitchoverView refresh = ended(master, done(master.refresh()));

    // Then
    assertThat(refresh.state()).isEqualTo(SwitchoverState.ROLLED_BACK);
    assertThat(refresh.failure()).contains("overtaken", failover.id());
    assertThat(master.status().active()).isEqualTo(Side.SLAVE);
    assertThat(masters.heroku().quantity("a", "worker")).isZero();
    assertThat(masters.heroku().quantity("b", "web")).isZero();
    done(master.keepUp());
    assertThat(masters.heroku().quantity("b", "worker")).as("beside that of the master").isZero();
    masters.later(Masters.STOP_GRACE);
    done(master.keepUp());
    assertThat(masters.heroku().quantity("b", "worker")).isEqualTo(1);
    masters.heroku().worker("b", "up", Instant.now());
    done(master.keepUp());
    assertThat(masters.alarms()).containsOnlyKeys("failed-over");
  }

  @Test
  void refreshesByItselfOnlyOnceSomebodyHasGivenUpWhatTheOldSideWroteAlone() throws Exception {
    // Given
    masters.refreshAfter(Duration.ofHours(1));
    Sql.execute(masters.database(), "INSERT INTO t VALUES (1)");
    masters.failOver(Side.SLAVE);
    Sql.execute(masters.slaveDatabase(), "INSERT INTO t VALUES (7)");
    SwitchoverService master = masters.lead();
    done(master.refreshWhenDue());
    await().until(() -> master.status().switchover() == null);
    done(master.keepUp());
    assertThat(master.status().active()).isEqualTo(Side.SLAVE);

    // When
    masters.later(Duration.ofHours(2));
    done(master.refreshWhenDue());
    boolean waits = master.status().switchover() == null;
    List<List<String>> keptUntilAsked = Sql.rows(masters.database(), "SELECT id::text FROM t");
    SwitchoverView asked = ended(master, done(master.refresh()));
    done(master.keepUp());

    // Then
    assertThat(waits).isTrue();
    assertThat(keptUntilAsked).containsExactly(List.of("1"));
    assertThat(asked.state()).isEqualTo(SwitchoverState.COMPLETED);
    assertThat(asked.from()).isEqualTo(Side.SLAVE);
    assertThat(Sql.rows(masters.database(), "SELECT id::text FROM t"))
        .isEqualTo(Sql.rows(masters.slaveDatabase(), "SELECT id::text FROM t"))
        .containsExactly(List.of("7"));
    assertThat(masters.alarms()).isEmpty();

    // As the begin of a copy does that is committed table by table.
    Sql.execute(masters.database(), "UPDATE hma.ownership SET standby_as_of = NULL");
    done(master.keepUp());
    done(master.refreshWhenDue());
    assertThat(masters.alarms()).isEmpty();
    await().until(() -> masters.journal().contains(List.of("INTERVAL", "COMPLETED")));
  }

  /** As a failover that is killed right after its commit, and takes nothing off. */
  private void activateTheSlave() {
    Sql.execute(
        masters.slaveDatabase(),
        "UPDATE hma.state SET epoch = epoch + 2",
        "INSERT INTO hma.receipts SELECT 'failover-again', 'COMMITTED', epoch, term FROM hma.state");
  }

  @Test
  void aRefreshWhoseSourceIsFailedOverToComesToItsEnd() throws Exception {
    // Given
    masters.failOver(Side.SLAVE);
    AtomicBoolean struck = new AtomicBoolean();
    masters.at((id, step, moment) -> {
      if (step == Step.ONE_MOMENT && struck.compareAndSet(false, true)) {
        activateTheSlave();
      }
    });
    SwitchoverService master = masters.lead();
    done(master.keepUp());

    // When
    SwitchoverView broken = ended(master, done(master.refresh()));
    SwitchoverView overtaken = ended(master, done(master.refresh()));
    SwitchoverView next = ended(master, done(master.refresh()));

    // Then
    assertThat(List.of(broken.state(), overtaken.state(), next.state()))
        .containsExactly(
            SwitchoverState.ROLLED_BACK, SwitchoverState.ROLLED_BACK, SwitchoverState.COMPLETED);
    assertThat(overtaken.failure()).contains("overtaken");
    assertThat(masters.heroku().quantity("b", "worker")).isEqualTo(1);
  }

  @Test
  void stopsNoWorkerThatAFailoverHasStartedOnTheWayBack() throws Exception {
    // Given
    masters.failOver(Side.SLAVE);
    masters.at((id, step, moment) -> {
      if (step == Step.RECHECK && moment == StepListener.Moment.BEGUN) {
        activateTheSlave();
        masters.heroku().scale("b", "worker", 1);
        throw new IllegalStateException("the line to the slave broke");
      }
    });
    SwitchoverService master = masters.lead();
    done(master.keepUp());

    // When
    SwitchoverView begun = done(master.start(new SwitchoverRequest(Side.MASTER, Optional.empty())));

    // Then
    assertThat(ended(master, begun).failure()).contains("overtaken");
    assertThat(masters.heroku().quantity("b", "worker")).isEqualTo(1);
    assertThat(master.status().active()).isEqualTo(Side.SLAVE);
  }

  @Test
  void startsNoWorkerBesideThatOfAFailoverWhoseAgentIsSilent() throws Exception {
    // Given
    AtomicBoolean struck = new AtomicBoolean();
    masters.at((id, step, moment) -> {
      if (step == Step.RECHECK && struck.compareAndSet(false, true)) {
        masters.failOver(Side.SLAVE);
        masters.heroku().maintenance(true);
        throw new IllegalStateException("the line to the slave broke");
      }
    });
    SwitchoverService master = masters.lead();

    // When
    SwitchoverView begun = done(master.start(new SwitchoverRequest(Side.SLAVE, Optional.empty())));

    // Then
    await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> masters.alarms().containsKey("comparing-the-epochs"));
    assertThat(masters.heroku().quantity("a", "worker")).isZero();
    masters.heroku().maintenance(false);
    assertThat(ended(master, begun).failure()).contains("overtaken");
    assertThat(master.status().active()).isEqualTo(Side.SLAVE);
    assertThat(masters.heroku().quantity("a", "worker")).isZero();
    assertThat(masters.heroku().quantity("b", "worker")).isEqualTo(1);
  }
}
