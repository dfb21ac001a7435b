package hma.master.switchover;

import static hma.master.switchover.Masters.done;
import static hma.master.switchover.Masters.ended;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hma.config.LiveCopySettings.Resumable;
import hma.postgres.Sql;
import hma.protocol.ProblemException;
import hma.protocol.Side;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Switchovers that are rehearsed: nothing of them stays. */
class RehearsalTest {
  private static final SwitchoverRequest TO_THE_SLAVE =
      new SwitchoverRequest(Side.SLAVE, Optional.of(Side.MASTER));
  private static final List<String> LEFT =
      List.of(
          "SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'hma%'",
          "SELECT count(*) FROM hma.unfit", "SELECT count(*) FROM hma.receipts");

  @AutoClose private Masters masters;

  @BeforeEach
  void start() throws Exception {
    masters = new Masters(Duration.ofSeconds(2));
    masters.activeAtTheMaster();
    masters.onBoth(
        "CREATE TABLE child (id int PRIMARY KEY, t int REFERENCES t)",
        "CREATE TABLE note (text text)",
        "CREATE MATERIALIZED VIEW counts AS SELECT count(*) AS n FROM t");
    Sql.execute(
        masters.database(),
        "INSERT INTO t SELECT generate_series(1, 50)",
        "INSERT INTO child SELECT n, n FROM generate_series(1, 50) n",
        "INSERT INTO note VALUES ('without a key')",
        "ANALYZE t");
    masters.resumable(Resumable.ON);
  }

  @Test
  void tellsTheOutageToExpectAndLeavesNothing() throws Exception {
    // Given
    SwitchoverService master = masters.lead();

    // When
    SwitchoverView rehearsed = ended(master, done(master.rehearse(TO_THE_SLAVE)));

    // Then
    assertThat(rehearsed.state()).as(rehearsed.failure()).isEqualTo(SwitchoverState.COMPLETED);
    assertThat(rehearsed.failure()).isNull();
    assertThat(rehearsed.verified()).isTrue();
    assertThat(rehearsed.rows()).isGreaterThanOrEqualTo(101);
    assertThat(rehearsed.freshAsOf()).isNull();
    ExpectedOutage expected = rehearsed.expected();
    assertThat(expected).isNotNull();
    assertThat(expected.outageMs()).isEqualTo(expected.cutOverMs() + expected.stopAndBootMs());
    assertThat(expected.basis()).isEqualTo("as is usual on Heroku");
    assertThat(rehearsed.steps())
        .extracting(StepView::name)
        .contains(Step.COMPARE_LIVE.label(), Step.ONE_MOMENT.label(), Step.VERIFY.label())
        .doesNotContain(Step.COPY_RESUMABLY.label(), Step.STOP_WORKER.label(), Step.COMMIT.label());
    assertRests(master);
  }

  @Test
  void expectsTheStopAndBootOfTheLastSwitchover() throws Exception {
    // Given
    Sql.execute(
        masters.database(),
        "UPDATE hma.switchovers SET summary = summary || '{\"stopMs\": 4000, \"bootMs\": 6000}'");
    SwitchoverService master = masters.lead();

    // When
    SwitchoverView rehearsed = ended(master, done(master.rehearse(TO_THE_SLAVE)));

    // Then
    assertThat(rehearsed.expected()).isNotNull();
    assertThat(rehearsed.expected().stopAndBootMs()).isEqualTo(10_000);
    assertThat(rehearsed.expected().basis()).isEqualTo("as in the last switchover");
  }

  @Test
  void findsWhatWouldStandInTheWay() throws Exception {
    // Given
    Sql.execute(masters.slaveDatabase(), "ALTER TABLE t ADD CONSTRAINT small CHECK (id < 40)");
    SwitchoverService master = masters.lead();

    // When
    SwitchoverView rehearsed = ended(master, done(master.rehearse(TO_THE_SLAVE)));

    // Then
    assertThat(rehearsed.state()).isEqualTo(SwitchoverState.ROLLED_BACK);
    assertThat(rehearsed.failure()).contains("small");
    assertThat(rehearsed.expected()).isNull();
    assertRests(master);
  }

  @Test
  void isCalledOffWhileItCopies() throws Exception {
    // Given
    SwitchoverService[] master = new SwitchoverService[1];
    masters.at((id, step, moment) -> {
      if (step == Step.COPY_LIVE && moment == StepListener.Moment.BEGUN) {
        var _ = master[0].cancel(id);
      }
    });
    master[0] = masters.lead();

    // When
    SwitchoverView rehearsed = ended(master[0], done(master[0].rehearse(TO_THE_SLAVE)));

    // Then
    assertThat(rehearsed.state()).isEqualTo(SwitchoverState.CANCELLED);
    assertRests(master[0]);
  }

  @Test
  void isRefusedAsASwitchoverWouldBe() throws Exception {
    // Given
    SwitchoverService master = masters.lead();

    // Then
    assertThatThrownBy(
            () -> done(master.rehearse(new SwitchoverRequest(Side.MASTER, Optional.empty()))))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> assertThat(refused.problem().code()).isEqualTo("already-active"));
    assertThat(masters.journal()).hasSize(1);
  }

  private void assertRests(SwitchoverService master) {
    assertThat(master.status().active()).isEqualTo(Side.MASTER);
    assertThat(master.status().epoch()).isEqualTo(2);
    assertThat(master.status().standby().freshAsOf()).isNull();
    assertThat(masters.alarms()).isEmpty();
    for (String table : List.of("t", "child", "note")) {
      assertThat(Sql.value(masters.slaveDatabase(), "SELECT count(*) FROM " + table))
          .isEqualTo("0");
    }
    for (String left : LEFT) {
      assertThat(Sql.value(masters.slaveDatabase(), left)).as(left).isEqualTo("0");
      assertThat(Sql.value(masters.database(), left)).as(left).isEqualTo("0");
    }
    assertThat(masters.heroku().quantity("a", "worker")).isEqualTo(1);
    assertThat(masters.heroku().quantity("b", "worker")).isZero();
    assertThat(masters.heroku().quantity("b", "web")).isZero();
  }
}
