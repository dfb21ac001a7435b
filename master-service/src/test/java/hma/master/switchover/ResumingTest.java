package hma.master.switchover;

import static hma.master.switchover.Masters.done;
import static hma.master.switchover.Masters.ended;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hma.master.journal.Purpose;
import hma.postgres.Sql;
import hma.protocol.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** In whatever state a master dies, the next one comes to an end. */
class ResumingTest {
  private Masters masters;

  @BeforeEach
  void start() throws Exception {
    masters = new Masters(Duration.ofSeconds(2));
    masters.activeAtTheMaster();
    Sql.execute(masters.database(), "INSERT INTO t SELECT generate_series(1, 50)", "ANALYZE t");
  }

  @AfterEach
  void stop() throws Exception {
    masters.close();
  }

  /** Every state in which people can see a run that is under way. */
  static Stream<Arguments> states() {
    return Stream.of(Purpose.values())
        .flatMap(purpose ->
            Walk.from(State.opened(State.Way.valueOf(purpose.name()))).names().stream()
                .filter(state -> !state.terminal())
                .map(state -> Arguments.of(purpose, state)));
  }

  @ParameterizedTest
  @MethodSource("states")
  void ofAMasterThatDied(Purpose purpose, SwitchoverState state) throws Exception {
    // Given
    SwitchoverView left = beginAndDieIn(purpose, state);

    // When
    SwitchoverService next = masters.lead();
    SwitchoverView ended = ended(next, left);

    // Then
    assertRests(next, ended);
    next.stop();
  }

  @ParameterizedTest
  @CsvSource({"COPYING", "STARTING"})
  void whateverAnotherVersionCalledIt(SwitchoverState state) throws Exception {
    // Given
    SwitchoverView left = beginAndDieIn(Purpose.SWITCHOVER, state);
    Sql.execute(
        masters.database(),
        "UPDATE hma.switchovers SET summary = summary || '{\"state\": \"WARMING_UP\"}' WHERE id = '%s'"
            .formatted(left.id()));

    // When
    SwitchoverService next = masters.lead();
    SwitchoverView ended = ended(next, left);

    // Then
    assertRests(next, ended);
    next.stop();
  }

  @ParameterizedTest
  @EnumSource
  void ofOneThatDiedWhileItGaveWayToAFailover(Purpose purpose) throws Exception {
    // Given
    masters.failOver(Side.SLAVE);
    masters.heroku().worker("a", "up", Instant.now());
    masters.heroku().scale("b", "worker", 0);
    SwitchoverView left =
        beginAndDie(
            purpose,
            (id, step, moment) -> step == Step.OWN && moment == StepListener.Moment.EFFECT);

    // When
    SwitchoverService next = masters.lead();
    SwitchoverView ended = ended(next, left);

    // Then
    assertThat(ended.state()).isEqualTo(SwitchoverState.ROLLED_BACK);
    assertThat(next.status().active()).isEqualTo(Side.SLAVE);
    assertThat(masters.heroku().quantity("a", "worker")).isZero();
    next.stop();
  }

  /** What a master does until it dies. */
  @FunctionalInterface
  private interface Death {
    boolean comes(String id, Step step, StepListener.Moment moment);
  }

  private SwitchoverView beginAndDieIn(Purpose purpose, SwitchoverState state) throws Exception {
    SwitchoverView left =
        beginAndDie(purpose, (id, step, moment) -> journaled(id).equals(state.name()));
    assertThat(journaled(left.id())).isEqualTo(state.name());
    return left;
  }

  private String journaled(String id) {
    return Sql.value(
        masters.database(),
        "SELECT summary->>'state' FROM hma.switchovers WHERE id = '%s'".formatted(id));
  }

  private SwitchoverView beginAndDie(Purpose purpose, Death death) throws Exception {
    masters.at((id, step, moment) -> {
      if (death.comes(id, step, moment)) {
        throw new ServiceStopping();
      }
    });
    SwitchoverService master = masters.lead();
    SwitchoverView begun =
        done(
            switch (purpose) {
              case SWITCHOVER ->
                  master.start(new SwitchoverRequest(Side.SLAVE, Optional.of(Side.MASTER)));
              case REFRESH -> master.refresh();
              case REHEARSAL ->
                  master.rehearse(new SwitchoverRequest(Side.SLAVE, Optional.empty()));
            });
    await().atMost(Duration.ofSeconds(60)).until(() -> master.status().switchover() == null);
    master.stop();
    masters.at(StepListener.NONE);
    return begun;
  }

  /** The receipt tells where the worker is to run, and it runs there alone. */
  private void assertRests(SwitchoverService master, SwitchoverView ended) {
    boolean committed =
        !Sql.rows(
                masters.slaveDatabase(),
                "SELECT 1 FROM hma.receipts WHERE outcome = 'COMMITTED' AND switchover = '%s'"
                    .formatted(ended.id()))
            .isEmpty();
    Side owner = committed && !ended.refreshes() ? Side.SLAVE : Side.MASTER;
    assertThat(ended.state())
        .as(ended.failure())
        .isEqualTo(committed ? SwitchoverState.COMPLETED : SwitchoverState.ROLLED_BACK);
    assertThat(master.status().active()).isEqualTo(owner);
    assertThat(masters.heroku().quantity("a", "worker")).isEqualTo(owner == Side.MASTER ? 1 : 0);
    assertThat(masters.heroku().quantity("b", "worker")).isEqualTo(owner == Side.SLAVE ? 1 : 0);
    assertThat(masters.heroku().quantity("b", "web")).isZero();
    assertThat(mayWrite(Side.MASTER)).isEqualTo(owner == Side.MASTER);
    assertThat(mayWrite(Side.SLAVE)).isEqualTo(owner == Side.SLAVE);
    assertThat(masters.alarms()).isEmpty();
  }

  private boolean mayWrite(Side side) {
    return Sql.value(
            side == Side.MASTER ? masters.database() : masters.slaveDatabase(),
            "SELECT has_table_privilege('t', 'INSERT')")
        .equals("t");
  }
}
