package hma.master.switchover;

import static hma.master.switchover.Masters.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import hma.config.ScheduleEntry;
import hma.master.journal.Trigger;
import hma.master.schedule.Schedule;
import hma.postgres.Sql;
import hma.protocol.ProblemException;
import hma.protocol.Side;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * When a master follows the schedule by itself, and what overrules that. The slave is active; the
 * master is asked for from a month after the day of the test. In maintenance mode the apps let no
 * switchover through, which is undone then.
 */
class ScheduledSwitchoversTest {
  private static final Duration MONTH = Duration.ofDays(31);

  @AutoClose private Masters masters;

  @BeforeEach
  void start() throws Exception {
    masters = new Masters();
    masters.heroku().worker("b", "up", Instant.now());
    masters.follow(master(OffsetDateTime.now(ZoneOffset.UTC).getDayOfMonth()));
    masters.leave(Trigger.DEMAND, SwitchoverState.COMPLETED, Side.SLAVE);
  }

  @Test
  void doesNothingBeforeTheBoundary() throws Exception {
    SwitchoverService master = masters.lead();

    done(master.switchWhenDue());

    assertThat(switchovers()).isEqualTo(1);
  }

  @Test
  void beginsOnceABoundaryHasPassedHoweverLate() throws Exception {
    // Given
    SwitchoverService master = masters.lead();
    masters.later(MONTH.multipliedBy(5));

    // When
    done(master.switchWhenDue());

    // Then
    assertThat(newest()).startsWith("SCHEDULE", "MASTER");
  }

  @Test
  void triesAFailedOneNotAtOnceAgainAndSaysSo() throws Exception {
    // Given
    SwitchoverService master = masters.lead();
    masters.later(MONTH);

    // When
    done(master.switchWhenDue());

    // Then
    await().until(() -> masters.alarms().containsKey(ScheduledSwitchovers.ALARM));
    assertThat(masters.alarms().get(ScheduledSwitchovers.ALARM))
        .contains("asks for the master since", "maintenance", "tried again at");
    await().until(() -> master.status().switchover() == null);
    done(master.switchWhenDue());
    assertThat(switchovers()).isEqualTo(2);
    masters.later(Duration.ofMinutes(6));
    done(master.switchWhenDue());
    assertThat(switchovers()).isEqualTo(3);
  }

  @Test
  void leavesADecisionAloneThatCameAfterTheBoundary() throws Exception {
    // Given
    masters.later(MONTH.plusDays(1));
    decided("clock_timestamp() + interval '32 days'");
    SwitchoverService master = masters.lead();

    // When
    done(master.switchWhenDue());

    // Then
    assertThat(switchovers()).isEqualTo(1);
    assertThat(masters.alarms()).doesNotContainKey(ScheduledSwitchovers.ALARM);
    masters.later(MONTH);
    done(master.switchWhenDue());
    assertThat(newest()).as("after the next boundary").startsWith("SCHEDULE");
  }

  @Test
  void takesACancelledOneForADecision() throws Exception {
    // Given
    masters.heroku().open();
    masters.later(MONTH);
    var agentAnswers = masters.holdTheAgent();
    SwitchoverService master = masters.lead();
    done(master.switchWhenDue());

    // When
    done(master.cancel(master.status().switchover().id()));
    agentAnswers.countDown();

    // Then
    await().until(() -> master.status().switchover() == null);
    assertThat(newest()).contains("CANCELLED");
    masters.later(Duration.ofDays(1));
    done(master.switchWhenDue());
    assertThat(switchovers()).isEqualTo(2);
  }

  @Test
  void overwritesNothingAfterAFailoverThatNobodyAskedItTo() throws Exception {
    // Given
    Sql.execute(
        masters.database(),
        "UPDATE hma.switchovers SET facts = facts || '{\"trigger\": \"FAILOVER\"}'");
    SwitchoverService master = masters.lead();
    masters.later(MONTH);

    // When
    done(master.switchWhenDue());

    // Then
    assertThat(switchovers()).isEqualTo(1);
    assertThat(masters.alarms().get(ScheduledSwitchovers.ALARM))
        .contains("a failover has made the slave active");
  }

  @Test
  void countsFromNowOnWhereAnEarlierVersionLeftTheJournal() throws Exception {
    // Given
    decided("NULL");
    masters.later(MONTH);
    SwitchoverService master = masters.lead();

    // When
    done(master.switchWhenDue());
    done(master.switchWhenDue());

    // Then
    assertThat(switchovers()).isEqualTo(1);
    masters.later(MONTH);
    done(master.switchWhenDue());
    assertThat(switchovers()).isEqualTo(2);
  }

  @Test
  void isNotFollowedWhilePausedAndCaughtUpAfterwards() throws Exception {
    // Given
    SwitchoverService first = masters.lead();
    Instant end =
        Instant.now().plus(MONTH).plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS);
    done(first.pause(new PauseRequest(end, "Ada")));
    first.stop();
    SwitchoverService master = masters.lead();
    masters.later(MONTH);

    // When
    done(master.switchWhenDue());

    // Then
    assertThat(switchovers()).isEqualTo(1);
    assertThat(master.status().paused().until()).isEqualTo(end);
    assertThat(master.status().paused().by()).isEqualTo("Ada");
    masters.later(Duration.ofDays(2));
    assertThat(master.status().paused()).isNull();
    done(master.switchWhenDue());
    assertThat(newest()).startsWith("SCHEDULE", "MASTER");
  }

  @Test
  void isFollowedAgainOnceResumed() throws Exception {
    // Given
    SwitchoverService master = masters.lead();
    done(master.pause(new PauseRequest(null, null)));
    masters.later(MONTH);
    done(master.switchWhenDue());
    assertThat(switchovers()).isEqualTo(1);

    // When
    done(master.resume());

    // Then
    done(master.switchWhenDue());
    assertThat(newest()).startsWith("SCHEDULE", "MASTER");
  }

  @Test
  void isNotFollowedWhereASettingSaysSo() throws Exception {
    // Given
    masters.paused();
    SwitchoverService master = masters.lead();
    masters.later(MONTH);

    // When
    done(master.switchWhenDue());

    // Then
    assertThat(switchovers()).isEqualTo(1);
    assertThat(master.status().paused().by()).isEqualTo("HMA_PAUSED");
    assertThat(code(master.resume())).isEqualTo("paused-by-setting");
    assertThat(code(master.pause(new PauseRequest(Instant.now(), null))))
        .isEqualTo("pause-is-over");
  }

  private static String code(Future<?> refused) {
    return catchThrowableOfType(ProblemException.class, () -> done(refused)).problem().code();
  }

  private static Schedule master(int day) {
    return new Schedule(
        List.of(new ScheduleEntry(day, Side.MASTER)), LocalTime.MIDNIGHT, ZoneOffset.UTC);
  }

  private void decided(String sql) {
    Sql.execute(masters.database(), "UPDATE hma.ownership SET decided_at = " + sql);
  }

  private List<String> newest() {
    return Sql.rows(
            masters.database(),
            """
            SELECT facts->>'trigger', to_side, summary->>'state' FROM hma.switchovers
            ORDER BY started_at DESC LIMIT 1
            """)
        .getFirst();
  }

  private int switchovers() {
    return Integer.parseInt(Sql.value(masters.database(), "SELECT count(*) FROM hma.switchovers"));
  }
}
