package hma.master.switchover;

import static hma.master.switchover.Masters.done;
import static org.assertj.core.api.Assertions.assertThat;

import hma.master.journal.Trigger;
import hma.postgres.Sql;
import hma.protocol.Side;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A worker that was stopped lives on for a while, listed no more: here it is a session that stays
 * open. None of its side is started beside it. What never ends by itself is ended after the grace.
 */
class PredecessorTest {
  private static final Duration GRACE = Duration.ofSeconds(3);
  private static final String HOLD_EPOCH_2 = "UPDATE hma.state SET epoch = 2";

  private Masters masters;
  private Connection predecessor;

  @BeforeEach
  void start() throws Exception {
    masters = new Masters(GRACE);
    masters.heroku().open();
  }

  @AfterEach
  void stop() throws Exception {
    if (predecessor != null) {
      predecessor.close();
    }
    masters.close();
  }

  private void leavePredecessor(Side side) throws SQLException {
    predecessor = Sql.connect(masters.database(side));
  }

  private boolean isStarted(Side side) {
    return masters.workers(side) == 1;
  }

  private boolean predecessorLives() throws SQLException {
    return predecessor.isValid(5);
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void upkeepStartsNoneBesideIt(Side owner) throws Exception {
    // Given
    masters.onBoth(HOLD_EPOCH_2);
    masters.leave(Trigger.DEMAND, SwitchoverState.ROLLED_BACK, owner);
    leavePredecessor(owner);
    SwitchoverService master = masters.lead();

    // When
    done(master.keepUp());

    // Then
    assertThat(isStarted(owner)).isTrue();
    assertThat(predecessorLives()).isFalse();
    assertThat(masters.heroku().quantity("b", "web")).isZero();
    assertThat(masters.alarms()).isEmpty();
  }

  @Test
  void upkeepStartsNoneByTimeAloneBeforeTheGraceIsOver() throws Exception {
    // Given
    masters.leave(Trigger.DEMAND, SwitchoverState.ROLLED_BACK, Side.SLAVE);
    SwitchoverService master = masters.lead();
    masters.heroku().maintenance(true);

    // When
    done(master.keepUp());
    boolean early = isStarted(Side.SLAVE);
    masters.later(GRACE);
    done(master.keepUp());

    // Then
    assertThat(early).isFalse();
    assertThat(isStarted(Side.SLAVE)).isTrue();
  }

  @Test
  void upkeepCountsTheGraceAnewUnderAnotherTerm() throws Exception {
    // Given
    masters.leave(Trigger.DEMAND, SwitchoverState.ROLLED_BACK, Side.SLAVE);
    SwitchoverService master = masters.lead();
    masters.heroku().maintenance(true);
    done(master.keepUp());
    masters.later(GRACE);

    // When
    done(master.lead());
    done(master.keepUp());
    boolean early = isStarted(Side.SLAVE);
    masters.later(GRACE);
    done(master.keepUp());

    // Then
    assertThat(early).isFalse();
    assertThat(isStarted(Side.SLAVE)).isTrue();
  }

  @Test
  void upkeepCountsTheGraceAnewForTheWorkerOfAnotherSide() throws Exception {
    // Given
    masters.activeAtTheMaster();
    masters.heroku().scale("a", "worker", 0);
    masters.heroku().maintenance(true);
    SwitchoverService master = masters.lead();
    done(master.keepUp());
    masters.later(GRACE);
    masters.failOver(Side.SLAVE);
    masters.heroku().scale("b", "worker", 0);
    leavePredecessor(Side.SLAVE);
    masters.heroku().maintenance(false);

    // When
    done(master.keepUp());
    Side active = master.status().active();
    done(master.keepUp());

    // Then
    assertThat(active).isEqualTo(Side.SLAVE);
    assertThat(isStarted(Side.SLAVE)).isTrue();
    assertThat(predecessorLives()).isFalse();
  }

  @Test
  void whoResumesStartsNoneBesideItThatMayHaveBeenStartedBefore() throws Exception {
    // Given
    masters.leaveCommitted(true);
    leavePredecessor(Side.SLAVE);

    // When
    masters.lead();
    Awaitility.await().until(() -> isStarted(Side.SLAVE));

    // Then
    assertThat(predecessorLives()).isFalse();
  }

  @Test
  void whoResumesWaitsForNobodyWhereItWasNeverToldToStart() throws Exception {
    // Given
    masters.leaveCommitted(false);
    leavePredecessor(Side.SLAVE);

    // When
    masters.lead();
    Awaitility.await().until(() -> isStarted(Side.SLAVE));

    // Then
    assertThat(predecessorLives()).isTrue();
  }

  @Test
  void aSwitchoverBackAtOnceWaitsForItBeforeItStopsTheOther() throws Exception {
    // Given
    SwitchoverService master = leadAtTheSlave();
    leavePredecessor(Side.MASTER);

    // When
    String proof = proofOfStandby(master);

    // Then
    assertThat(proof).contains("last sign: session of");
    assertThat(predecessorLives()).isFalse();
    Awaitility.await().until(() -> isStarted(Side.MASTER));
  }

  @Test
  void aSwitchoverStopsFirstWhatSomebodyHasStartedThere() throws Exception {
    // Given
    SwitchoverService master = leadAtTheSlave();
    Sql.execute(masters.database(), "UPDATE hma.ownership SET since = since - interval '1 day'");
    masters.heroku().worker("a", "up", Instant.now());

    // When
    String proof = proofOfStandby(master);

    // Then
    assertThat(proof).contains("no dyno, session or log-in for");
  }

  @Test
  void aSwitchoverWaitsForNobodyWhereTheStandbyWasStoppedLongAgo() throws Exception {
    // Given
    SwitchoverService master = leadAtTheSlave();
    Sql.execute(masters.database(), "UPDATE hma.ownership SET since = since - interval '1 day'");
    leavePredecessor(Side.MASTER);

    // When
    String proof = proofOfStandby(master);

    // Then
    assertThat(proof).contains("not told to stop lately");
    assertThat(predecessorLives()).isTrue();
  }

  /** The slave is active since a moment ago. */
  private SwitchoverService leadAtTheSlave() throws Exception {
    masters.heroku().worker("b", "up", Instant.now());
    masters.onBoth("CREATE TABLE t (id int PRIMARY KEY)", HOLD_EPOCH_2);
    masters.leave(Trigger.DEMAND, SwitchoverState.COMPLETED, Side.SLAVE);
    return masters.lead();
  }

  /**
   * Switches over to the master; returns what is told of the proof. Whoever logs in disturbs it.
   */
  private static String proofOfStandby(SwitchoverService master) throws Exception {
    String id = done(master.start(new SwitchoverRequest(Side.MASTER, Optional.empty()))).id();
    return Awaitility.await()
        .until(() -> proof(done(master.find(id)).orElseThrow()), Optional::isPresent)
        .orElseThrow();
  }

  private static Optional<String> proof(SwitchoverView switchover) {
    return switchover.steps().stream()
        .filter(step -> step.name().equals(Step.PROVE_STANDBY.label()))
        .flatMap(step -> Optional.ofNullable(step.detail()).stream())
        .findFirst();
  }
}
