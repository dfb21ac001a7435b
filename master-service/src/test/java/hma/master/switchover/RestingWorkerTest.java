package hma.master.switchover;

import static hma.master.switchover.Masters.done;
import static org.assertj.core.api.Assertions.assertThat;

import hma.master.journal.Trigger;
import hma.protocol.Side;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** "No worker runs" never rests without an alarm, whatever a master remembers. */
class RestingWorkerTest {
  @AutoClose private Masters masters;

  @BeforeEach
  void start() throws Exception {
    masters = new Masters();
  }

  /** What a former master left: the slave is active, and its worker crashed a minute ago. */
  private void leaveCrashed(Trigger trigger) {
    masters.heroku().worker("b", "crashed", Instant.now().minusSeconds(60));
    masters.leave(trigger, SwitchoverState.FAILED, Side.SLAVE);
  }

  private SwitchoverService leadAndKeepUp() throws Exception {
    SwitchoverService master = masters.lead();
    done(master.keepUp());
    return master;
  }

  @Test
  void goesBackOnceAfterAMasterThatDiedBeforeItCould() throws Exception {
    // Given
    leaveCrashed(Trigger.DEMAND);

    // When
    SwitchoverService master = masters.lead();

    // Then
    Awaitility.await().until(() -> masters.alarms().containsKey("no-way-back"));
    assertThat(masters.alarms().get("no-way-back")).contains("maintenance", "ROLLED_BACK", "slave");
    done(master.keepUp());
    assertThat(masters.alarms()).containsOnlyKeys("no-way-back", "worker-not-running");
    assertThat(masters.journal())
        .containsExactly(List.of("DEMAND", "FAILED"), List.of("CRASHES", "ROLLED_BACK"));
  }

  @Test
  void raisesTheAlarmsAgainAfterARestartUntilTheWorkerIsUp() throws Exception {
    // Given
    leaveCrashed(Trigger.DEMAND);
    SwitchoverService first = masters.lead();
    Awaitility.await().until(() -> masters.alarms().containsKey("no-way-back"));
    first.stop();

    // When
    SwitchoverService second = leadAndKeepUp();

    // Then
    assertThat(masters.alarms()).containsOnlyKeys("no-way-back", "worker-not-running");
    assertThat(masters.alarms().get("worker-not-running"))
        .contains("slave is active", "worker.1 crashed", "heroku logs -a b");
    assertThat(second.status().state()).isEqualTo("ALARM");

    masters.heroku().worker("b", "up", Instant.now());
    done(second.keepUp());
    assertThat(masters.alarms()).isEmpty();
    assertThat(masters.journal()).hasSize(2);
  }

  @Test
  void neverGoesBackFromAWayBack() throws Exception {
    // Given
    leaveCrashed(Trigger.CRASHES);

    // When
    leadAndKeepUp();

    // Then
    assertThat(masters.journal()).containsExactly(List.of("CRASHES", "FAILED"));
    assertThat(masters.alarms()).containsOnlyKeys("no-way-back", "worker-not-running");
  }

  @Test
  void doesNotGoBackOnceTheOtherSideIsActive() throws Exception {
    // Given
    masters.heroku().worker("a", "up", Instant.now());
    masters.leave(Trigger.DEMAND, SwitchoverState.FAILED, Side.MASTER);

    // When
    leadAndKeepUp();

    // Then
    assertThat(masters.journal()).hasSize(1);
    assertThat(masters.alarms()).isEmpty();
  }

  @Test
  void bearsThatHerokuRestartsACrashedWorker() throws Exception {
    // Given
    masters.heroku().worker("b", "crashed", Instant.now());
    masters.leave(Trigger.DEMAND, SwitchoverState.COMPLETED, Side.SLAVE);

    // When
    SwitchoverService master = leadAndKeepUp();

    // Then
    assertThat(masters.alarms()).isEmpty();

    masters.heroku().worker("b", "crashed", Instant.now().minusSeconds(60));
    done(master.keepUp());
    assertThat(masters.alarms()).containsOnlyKeys("worker-not-running");
  }
}
