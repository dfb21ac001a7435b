package hma.master.switchover;

import static hma.master.switchover.Masters.done;
import static org.assertj.core.api.Assertions.assertThat;

import hma.config.ProcessRule;
import hma.master.journal.Trigger;
import hma.postgres.Sql;
import hma.protocol.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What of the active side's worker is put back, and what follows a person's change. */
class FixedProcessesTest {
  /** Longer than a process may go on after it was told to stop. */
  private static final Duration A_WHILE = Duration.ofSeconds(36);

  @AutoClose private Masters masters;
  private SwitchoverService master;

  @BeforeEach
  void start() throws Exception {
    masters = new Masters();
    masters.processes(
        ProcessRule.carriedOver("worker"),
        new ProcessRule("clock", Optional.of(1), Optional.of("basic")));
    masters.heroku().worker("a", "up", Instant.now());
    for (String app : new String[] {"a", "b"}) {
      masters.heroku().scale(app, "clock", 0);
    }
    masters.leave(Trigger.DEMAND, SwitchoverState.ROLLED_BACK, Side.MASTER);
    master = masters.lead();
    done(master.keepUp());
  }

  @Test
  void areStartedOnceNothingCanBeLeftOfThePredecessor() throws Exception {
    // Given
    assertThat(masters.heroku().quantity("a", "clock")).isZero();

    // When
    later();

    // Then
    assertThat(masters.heroku().orders()).containsExactly("a clock=1:basic");
    assertThat(formation()).isEqualTo("worker=1:Eco clock=1:basic");
    assertThat(masters.alarms()).isEmpty();
  }

  @Test
  void arePutBackWhereTheRestFollowsThePerson() throws Exception {
    // Given
    later();
    masters.heroku().scale("a", "clock", 3);
    masters.heroku().scale("a", "worker", 2);

    // When
    done(master.keepUp());
    later();

    // Then
    assertThat(masters.heroku().quantity("a", "clock")).isEqualTo(1);
    assertThat(masters.heroku().quantity("a", "worker")).isEqualTo(2);
    assertThat(formation()).isEqualTo("worker=2:Eco clock=1:basic");
  }

  @Test
  void areAnAlarmWhileHerokuRefusesThem() throws Exception {
    // Given
    masters.heroku().refuseOrders("a", true);

    // When
    later();

    // Then
    assertThat(masters.alarms()).containsOnlyKeys(FixedProcesses.ALARM);
    assertThat(masters.alarms().get(FixedProcesses.ALARM))
        .contains("worker=1:Eco clock=0:Eco", "worker=1:Eco clock=1:basic", "403");

    masters.heroku().refuseOrders("a", false);
    done(master.keepUp());
    assertThat(masters.alarms()).isEmpty();
  }

  private void later() throws Exception {
    masters.later(A_WHILE);
    done(master.keepUp());
  }

  private String formation() {
    return Sql.value(
        masters.database(),
        "SELECT string_agg(format('%s=%s:%s', p->>'type', p->>'quantity', p->>'size'), ' ')"
            + " FROM hma.ownership, jsonb_array_elements(formation::jsonb) p");
  }
}
