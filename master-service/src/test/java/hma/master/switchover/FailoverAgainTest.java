package hma.master.switchover;

import static hma.master.switchover.Masters.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hma.master.journal.Trigger;
import hma.postgres.Sql;
import hma.protocol.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Failovers after others, of which the sides may know nothing of each other. */
class FailoverAgainTest {
  @AutoClose private Masters masters;

  @BeforeEach
  void start() throws Exception {
    masters = new Masters(Duration.ofSeconds(2));
    masters.activeAtTheMaster();
  }

  private static void dies(String id) {
    throw new IllegalStateException("killed in " + id);
  }

  private void kill(Side to) {
    Failover failover = masters.failover(to, true);
    assertThatThrownBy(() -> failover.run(failover.plan(Map.of()), false, FailoverAgainTest::dies))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void oneThatWasLeftLongAgoKeepsNobodyFromALaterOne() {
    // Given
    kill(Side.SLAVE);
    Sql.execute(
        masters.slaveDatabase(),
        "INSERT INTO hma.receipts SELECT 'later', 'COMMITTED', epoch + 2, 1 FROM hma.switchovers",
        "UPDATE hma.state SET epoch = (SELECT epoch FROM hma.receipts)");

    // When
    SwitchoverView ended = masters.failOver(Side.SLAVE);

    // Then
    assertThat(ended.state()).isEqualTo(SwitchoverState.COMPLETED);
    assertThat(
            Sql.rows(
                masters.slaveDatabase(),
                "SELECT r.switchover FROM hma.receipts r JOIN hma.state USING (epoch)"))
        .containsExactly(List.of(ended.id()));
    assertThat(
            Sql.value(
                masters.slaveDatabase(),
                "SELECT count(*) FROM hma.switchovers WHERE finished_at IS NULL"))
        .isEqualTo("0");
  }

  @Test
  void theLastOfTwoThatKnowNothingOfEachOtherDecides() throws Exception {
    // Given
    masters.heroku().maintenance(true);
    masters.failOver(Side.MASTER);
    masters.failOver(Side.SLAVE);
    masters.heroku().maintenance(false);

    // When
    SwitchoverService master = masters.lead();
    done(master.keepUp());

    // Then
    assertThat(master.status().active()).isEqualTo(Side.SLAVE);
    assertThat(masters.heroku().quantity("a", "worker")).isZero();
    assertThat(masters.heroku().quantity("b", "worker")).isEqualTo(1);
  }

  @Test
  void whatTheStandbyHasBecomeSinceItWasPlannedIsSeen() {
    // Given
    Failover first = masters.failover(Side.SLAVE, true);
    Failover second = masters.failover(Side.SLAVE, true);
    FailoverPlan plan = first.plan(Map.of());
    FailoverPlan samePlan = second.plan(Map.of());

    // When, Then
    Sql.execute(
        masters.slaveDatabase(), "INSERT INTO hma.unfit VALUES ('public', 't', 'copy-1', now())");
    assertThatThrownBy(() -> first.run(plan, false, id -> {}))
        .hasMessageContainingAll("can't be activated", "copy-1", "public.t");
    assertThat(Sql.value(masters.slaveDatabase(), "SELECT epoch FROM hma.state")).isEqualTo("1");
    assertThat(Sql.value(masters.slaveDatabase(), "SELECT count(*) FROM hma.fence")).isEqualTo("1");

    Sql.execute(masters.slaveDatabase(), "DELETE FROM hma.unfit");
    assertThat(masters.failOver(Side.SLAVE).state()).isEqualTo(SwitchoverState.COMPLETED);
    assertThatThrownBy(() -> second.run(samePlan, false, id -> {}))
        .isInstanceOf(FailoverRefused.class)
        .hasMessageContaining("has changed since");
  }

  @Test
  void oneThatWasGivenUpHidesNoSwitchoverWhoseWorkerCrashes() throws Exception {
    // Given
    kill(Side.MASTER);
    masters.heroku().scale("a", "worker", 0);
    masters.heroku().worker("b", "crashed", Instant.now().minusSeconds(60));
    masters.leave(Trigger.DEMAND, SwitchoverState.FAILED, Side.SLAVE);

    // When
    masters.lead();

    // Then
    await().until(() -> masters.journal().stream().anyMatch(e -> e.contains("CRASHES")));
  }

  @Test
  void startsNothingThatIsNoProcessOfTheWorker() {
    Failover failover = masters.failover(Side.SLAVE, true);

    assertThatThrownBy(() -> failover.plan(Map.of("worker", 1, "wroker", 2)))
        .isInstanceOf(FailoverRefused.class)
        .hasMessageContaining("wroker");
    assertThatThrownBy(() -> failover.plan(Map.of("worker", -1)))
        .isInstanceOf(FailoverRefused.class)
        .hasMessageContaining("worker=-1");
  }
}
