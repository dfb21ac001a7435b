package hma.master.switchover;

import static hma.master.switchover.Masters.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import hma.config.ScheduleEntry;
import hma.master.journal.Trigger;
import hma.master.schedule.Schedule;
import hma.postgres.Sql;
import hma.protocol.Side;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The slave is active until tomorrow or the month's end, with one dyno; its account is left early,
 * at 24 hours. In maintenance mode the apps let no switchover through, which is undone then.
 */
class EarlySwitchoversTest {
  @AutoClose private Masters masters;

  @BeforeEach
  void start() throws Exception {
    masters = new Masters();
    masters.heroku().worker("b", "up", Instant.now());
    masters.reserve(Duration.ofHours(24));
    masters.leave(Trigger.DEMAND, SwitchoverState.COMPLETED, Side.SLAVE);
  }

  @Test
  void leavesAnAccountThatRunsDryBeforeTheBoundary() throws Exception {
    SwitchoverService master = withHours(0, 1000);

    done(master.switchWhenDue());

    await().until(() -> masters.journal().contains(List.of("QUOTA", "ROLLED_BACK")));
    done(master.switchWhenDue());
    assertThat(masters.journal()).as("not at once again").hasSize(2);
    masters.later(Duration.ofMinutes(6));
    done(master.switchWhenDue());
    assertThat(masters.journal()).hasSize(3);
  }

  @Test
  void staysWhereTheHoursDoOrAreNotDownToTheReserve() throws Exception {
    SwitchoverService enough = withHours(800, 1000);

    done(enough.switchWhenDue());

    assertThat(masters.journal()).hasSize(1);
    assertThat(enough.status().quotas())
        .extracting(QuotaView::side, QuotaView::totalHours, QuotaView::leftHours)
        .containsExactly(tuple(Side.MASTER, 1000.0, 1000.0), tuple(Side.SLAVE, 1000.0, 800.0));
  }

  @Test
  void staysWithAnAlarmWhereTheOtherAccountHasNotEnoughEither() throws Exception {
    SwitchoverService master = withHours(0, 0);

    done(master.switchWhenDue());

    assertThat(masters.journal()).hasSize(1);
    assertThat(masters.alarms().get(EarlySwitchovers.ALARM))
        .contains("the slave's account run out before", "the other account has not enough either");
    masters.heroku().hoursLeft("b", 1000);
    done(master.readQuotas());
    done(master.switchWhenDue());
    assertThat(masters.alarms()).doesNotContainKey(EarlySwitchovers.ALARM);
  }

  @Test
  void staysUntilTheNextBoundaryWhereTheHoursLastUntilThen() throws Exception {
    OffsetDateTime tomorrow = OffsetDateTime.now(ZoneOffset.UTC).plusDays(1);
    masters.follow(
        new Schedule(
            List.of(new ScheduleEntry(tomorrow.getDayOfMonth(), Side.MASTER)),
            LocalTime.MIDNIGHT,
            ZoneOffset.UTC));
    SwitchoverService master = withHours(24, 1000);

    done(master.switchWhenDue());

    assertThat(masters.journal()).hasSize(1);
  }

  @Test
  void staysWhilePausedAndAfterAFailover() throws Exception {
    SwitchoverService master = withHours(0, 1000);
    done(master.pause(new PauseRequest(null, null)));
    done(master.switchWhenDue());
    assertThat(masters.journal()).as("while paused").hasSize(1);

    Sql.execute(
        masters.database(),
        "UPDATE hma.switchovers SET facts = facts || '{\"trigger\": \"FAILOVER\"}'");
    done(master.resume());
    done(master.switchWhenDue());
    assertThat(masters.journal()).as("after a failover").hasSize(1);
  }

  @Test
  void staysWhereNothingIsKnownOfTheHours() throws Exception {
    SwitchoverService master = masters.lead();
    done(master.readQuotas());

    done(master.switchWhenDue());

    assertThat(masters.journal()).hasSize(1);
    assertThat(master.status().quotas()).isEmpty();
  }

  private SwitchoverService withHours(int ofTheSlave, int ofTheMaster) throws Exception {
    masters.heroku().hoursLeft("b", ofTheSlave);
    masters.heroku().hoursLeft("a", ofTheMaster);
    SwitchoverService master = masters.lead();
    done(master.readQuotas());
    return master;
  }
}
