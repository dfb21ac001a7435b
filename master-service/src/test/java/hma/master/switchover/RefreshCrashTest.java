package hma.master.switchover;

import static hma.master.switchover.Masters.done;
import static hma.master.switchover.Masters.ended;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hma.config.LiveCopySettings.Resumable;
import hma.postgres.Sql;
import hma.protocol.Side;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Refreshes whose master ends in the middle, and what the next one makes of what they left. */
class RefreshCrashTest {
  private static final String ROWS = "SELECT id::text FROM t ORDER BY id";
  private static final String FRESH = "SELECT standby_as_of IS NOT NULL FROM hma.ownership";

  @AutoClose private Masters masters;

  @BeforeEach
  void start() throws Exception {
    masters = new Masters(Duration.ofSeconds(2));
    masters.activeAtTheMaster();
    Sql.execute(masters.database(), "INSERT INTO t SELECT generate_series(1, 50)", "ANALYZE t");
  }

  /** Whoever leads dies at this moment, and its next one does not. */
  private SwitchoverView refreshAndDie(Step at, StepListener.Moment when) throws Exception {
    masters.at((id, step, moment) -> {
      if (step == at && moment == when) {
        throw new ServiceStopping();
      }
    });
    SwitchoverService master = masters.lead();
    SwitchoverView begun = done(master.refresh());
    await().until(() -> master.status().switchover() == null);
    master.stop();
    masters.at(StepListener.NONE);
    return begun;
  }

  @ParameterizedTest
  @CsvSource({"BEGUN, ROLLED_BACK", "EFFECT, COMPLETED"})
  void theReceiptTellsWhatBecameOfACommitWhoseAnswerWasLost(
      StepListener.Moment moment, SwitchoverState end) throws Exception {
    // Given
    SwitchoverView begun = refreshAndDie(Step.COMMIT, moment);

    // When
    SwitchoverService next = masters.lead();
    SwitchoverView ended = ended(next, begun);

    // Then
    boolean committed = end == SwitchoverState.COMPLETED;
    assertThat(ended.state()).isEqualTo(end);
    assertThat(Sql.value(masters.slaveDatabase(), "SELECT count(*) FROM t"))
        .isEqualTo(committed ? "50" : "0");
    assertThat(Sql.value(masters.database(), FRESH)).isEqualTo(committed ? "t" : "f");
    assertThat(next.status().standby().freshAsOf()).isEqualTo(committed ? ended.freshAsOf() : null);
    assertThat(next.status().active()).isEqualTo(Side.MASTER);
    assertThat(Sql.value(masters.slaveDatabase(), "SELECT has_table_privilege('t', 'INSERT')"))
        .isEqualTo("f");
    assertThat(
            Sql.value(
                masters.database(), "SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'hma%'"))
        .isEqualTo("0");
    assertThat(masters.heroku().quantity("b", "web")).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = Resumable.class,
      names = {"ON", "OFF"})
  void aRefreshThatBeganTableByTableIsCompletedByTheNextOne(Resumable rule) throws Exception {
    // Given
    masters.resumable(Resumable.ON);
    SwitchoverView begun = refreshAndDie(Step.COPY_RESUMABLY, StepListener.Moment.EFFECT);
    masters.resumable(rule);
    SwitchoverService next = masters.lead();
    assertThat(ended(next, begun).state()).isEqualTo(SwitchoverState.ROLLED_BACK);
    assertThat(masters.alarms()).containsOnlyKeys("standby-unfit");
    assertThat(Sql.value(masters.slaveDatabase(), "SELECT has_table_privilege('t', 'INSERT')"))
        .isEqualTo("f");
    masters.onBoth(
        "ALTER TABLE t ADD COLUMN v text",
        "CREATE TABLE child (id int PRIMARY KEY, t int REFERENCES t)");
    Sql.execute(
        masters.database(),
        "UPDATE t SET v = 'new' WHERE id < 10",
        "DELETE FROM t WHERE id = 50",
        "INSERT INTO child VALUES (1, 1)");

    // When
    SwitchoverView completed = ended(next, done(next.refresh()));

    // Then
    assertThat(completed.state()).as(completed.failure()).isEqualTo(SwitchoverState.COMPLETED);
    assertThat(masters.alarms()).isEmpty();
    assertThat(Sql.value(masters.database(), FRESH)).isEqualTo("t");
    assertThat(Sql.rows(masters.slaveDatabase(), "SELECT id::text, v FROM t ORDER BY id"))
        .isEqualTo(Sql.rows(masters.database(), "SELECT id::text, v FROM t ORDER BY id"));
    assertThat(
            Sql.value(
                masters.slaveDatabase(),
                "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND convalidated"))
        .isEqualTo("1");
    assertThat(Sql.value(masters.slaveDatabase(), "SELECT count(*) FROM hma.unfit")).isEqualTo("0");
  }

  @Test
  void overwritesWhatAMigrationWroteOnAnOpenStandby() throws Exception {
    // Given
    SwitchoverService master = masters.lead();
    Masters.changed(master, new FenceChange.Open(Duration.ofMinutes(10), null));
    Sql.execute(masters.slaveDatabase(), "INSERT INTO t VALUES (2), (99)");
    Masters.changed(master, new FenceChange.Close());

    // When
    SwitchoverView refresh = ended(master, done(master.refresh()));

    // Then
    assertThat(refresh.state()).isEqualTo(SwitchoverState.COMPLETED);
    assertThat(Sql.rows(masters.slaveDatabase(), ROWS))
        .isEqualTo(Sql.rows(masters.database(), ROWS));
  }

  @Test
  void endsWhatWasLiftedForGoodOnceItHasFencedTheStandby() throws Exception {
    // Given
    SwitchoverService master = masters.lead();
    done(master.keepUp());
    Masters.changed(master, new FenceChange.Lift());
    assertThat(masters.alarms()).containsOnlyKeys("not-fenced");

    // When
    SwitchoverView refresh = ended(master, done(master.refresh()));
    done(master.keepUp());

    // Then
    assertThat(refresh.state()).isEqualTo(SwitchoverState.COMPLETED);
    assertThat(Sql.value(masters.slaveDatabase(), "SELECT has_table_privilege('t', 'INSERT')"))
        .isEqualTo("f");
    assertThat(masters.alarms()).isEmpty();
  }
}
