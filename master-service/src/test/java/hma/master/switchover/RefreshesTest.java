package hma.master.switchover;

import static hma.master.switchover.Masters.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hma.master.journal.Trigger;
import hma.master.support.RecordedLog;
import hma.postgres.Sql;
import hma.protocol.ProblemException;
import hma.protocol.Side;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a master refreshes by itself, and what stands back behind what. */
class RefreshesTest {
  private static final String LATER = "20261102-000003-5f3a9c1e";
  private static final SwitchoverRequest BACK =
      new SwitchoverRequest(Side.MASTER, Optional.empty());

  private Masters masters;
  private CountDownLatch agentAnswers;

  @BeforeEach
  void start() throws Exception {
    masters = new Masters();
    masters.heroku().worker("b", "up", Instant.now());
    masters.refreshAfter(Duration.ofHours(1));
    agentAnswers = masters.holdTheAgent();
  }

  @AfterEach
  void stop() throws Exception {
    agentAnswers.countDown();
    masters.close();
  }

  @Test
  void triesAFailedRefreshNotAtOnceAgainAndSaysSo() throws Exception {
    // Given
    masters.leave(Trigger.DEMAND, SwitchoverState.COMPLETED, Side.SLAVE);
    SwitchoverService master = masters.lead();

    // When
    done(master.refreshWhenDue());

    // Then
    await().until(() -> masters.alarms().containsKey("refresh-failed"));
    assertThat(masters.alarms().get("refresh-failed")).contains("maintenance", "tried again at");
    await().until(() -> master.status().switchover() == null);
    done(master.refreshWhenDue());
    assertThat(masters.journal())
        .containsExactly(List.of("DEMAND", "COMPLETED"), List.of("INTERVAL", "ROLLED_BACK"));
    assertThat(master.status().epoch()).isEqualTo(2);
    assertThat(master.status().active()).isEqualTo(Side.SLAVE);
  }

  @Test
  void givesWayToASwitchover() throws Exception {
    // Given
    masters.heroku().open();
    masters.leave(Trigger.DEMAND, SwitchoverState.COMPLETED, Side.SLAVE);
    SwitchoverService master = masters.lead();
    done(master.refreshWhenDue());
    assertThat(master.status().switchover().kind()).isEqualTo("refresh");
    assertThat(refusal(master.refresh())).isEqualTo("refresh-running");
    assertThat(refusal(master.start(new SwitchoverRequest(Side.SLAVE, Optional.empty()))))
        .isEqualTo("already-active");

    // When
    Future<SwitchoverView> switchover;
    try (RecordedLog log = new RecordedLog()) {
      switchover = master.start(BACK);
      await().until(() -> log.lines().stream().anyMatch(line -> line.contains("gives way")));
    }
    agentAnswers.countDown();

    // Then
    assertThat(done(switchover).kind()).isEqualTo("switchover");
    assertThat(masters.journal()).contains(List.of("INTERVAL", "CANCELLED"));
    assertThat(masters.alarms()).doesNotContainKey("refresh-failed");
  }

  @Test
  void givesWayToTheWayBackFromAWorkerThatCrashes() throws Exception {
    // Given
    masters.heroku().open();
    masters.leave(Trigger.DEMAND, SwitchoverState.COMPLETED, Side.SLAVE);
    SwitchoverService master = masters.lead();
    done(master.refreshWhenDue());
    await().until(() -> masters.heroku().quantity("b", "web") == 1);
    Sql.execute(
        masters.database(),
        "UPDATE hma.switchovers SET summary = summary || '{\"state\": \"FAILED\"}' WHERE id = '%s'"
            .formatted(Masters.ID));

    // When
    Future<Void> upkeep;
    try (RecordedLog log = new RecordedLog()) {
      upkeep = master.keepUp();
      await().until(() -> log.lines().stream().anyMatch(line -> line.contains("gives way")));
    }
    agentAnswers.countDown();
    done(upkeep);

    // Then
    assertThat(masters.journal()).contains(List.of("INTERVAL", "CANCELLED"));
    assertThat(masters.journal()).anyMatch(entry -> entry.getFirst().equals("CRASHES"));
  }

  @Test
  void waitsForARefreshThatSomebodyHasAskedFor() throws Exception {
    // Given
    masters.heroku().open();
    masters.leave(Trigger.DEMAND, SwitchoverState.COMPLETED, Side.SLAVE);
    SwitchoverService master = masters.lead();
    SwitchoverView refresh = done(master.refresh());

    // When
    String refusal = refusal(master.start(BACK));
    done(master.cancel(refresh.id()));
    agentAnswers.countDown();

    // Then
    assertThat(refusal).isEqualTo("refresh-running");
    await().until(() -> masters.journal().contains(List.of("DEMAND", "CANCELLED")));
  }

  @Test
  void goesBackFromAWorkerThatCrashesWhateverWasRefreshedSince() throws Exception {
    // Given
    masters.heroku().worker("b", "crashed", Instant.now().minusSeconds(60));
    masters.leave(Trigger.DEMAND, SwitchoverState.FAILED, Side.SLAVE);
    masters.leaveRefresh(LATER, SwitchoverState.COMPLETED);

    // When
    masters.lead();

    // Then
    await().until(() -> masters.journal().contains(List.of("CRASHES", "ROLLED_BACK")));
  }

  @Test
  void readsWhatWasJournaledBeforeThereWereRefreshes() throws Exception {
    // Given
    masters.leave(Trigger.DEMAND, SwitchoverState.COMPLETED, Side.SLAVE);
    Sql.execute(
        masters.database(),
        "UPDATE hma.switchovers SET facts = facts - 'purpose', summary = summary - 'kind' - 'freshAsOf'",
        "ALTER TABLE hma.ownership DROP standby_as_of");

    // When
    SwitchoverService master = masters.lead();

    // Then
    assertThat(done(master.find(Masters.ID)).orElseThrow().kind()).isEqualTo("switchover");
    assertThat(master.status().standby().freshAsOf()).isNull();
    assertThat(master.status().active()).isEqualTo(Side.SLAVE);
  }

  private static String refusal(Future<?> refused) throws Exception {
    Throwable failure =
        refused.transform(Future::succeededFuture).await(30, TimeUnit.SECONDS).cause();
    return ((ProblemException) failure).problem().code();
  }
}
