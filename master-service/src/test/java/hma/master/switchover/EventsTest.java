package hma.master.switchover;

import static hma.master.switchover.Masters.done;
import static org.assertj.core.api.Assertions.assertThat;

import hma.config.Secret;
import hma.config.Webhook;
import hma.config.WebhookSecret;
import hma.master.journal.Trigger;
import hma.master.notify.Apps;
import hma.master.notify.Notifier;
import hma.master.support.FakeReceiver;
import hma.postgres.Sql;
import hma.protocol.Side;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What those who watch are told of switchovers and alarms, and in which order. */
class EventsTest {
  @AutoClose private Masters masters;

  @BeforeEach
  void start() throws Exception {
    masters = new Masters();
  }

  @Test
  void tellsOfTheBeginningAndOfGoingBack() throws Exception {
    // Given
    masters
        .events()
        .observedBy(event -> {
          throw new IllegalStateException("an observer that is broken");
        });

    // When
    beginInMaintenanceMode();

    // Then
    Awaitility.await().until(() -> told().size() == 2);
    assertThat(told()).containsExactly("PREPARING", "ROLLED_BACK");
    assertThat(masters.told().getLast())
        .isInstanceOfSatisfying(
            Event.SwitchoverEnded.class,
            ended -> assertThat(ended.switchover().failure()).contains("maintenance:off -a b"));
  }

  @Test
  void tellsOfAnAlarmOnTheWayThroughAndOfItsEndOnlyWhenItIsOver() throws Exception {
    // Given
    masters.leaveCommitted(false);
    SwitchoverService first = masters.lead();
    Awaitility.await().until(() -> told().contains("comparing-the-epochs"));

    // When
    first.stop();

    // Then
    assertThat(told()).containsExactly("CUTTING_OVER", "comparing-the-epochs");
    masters.lead();
    Awaitility.await().until(() -> masters.alarms().containsKey("comparing-the-epochs"));
    masters.heroku().open();
    Awaitility.await().until(() -> told().contains("COMPLETED"));
    assertThat(told())
        .containsExactly(
            "CUTTING_OVER",
            "comparing-the-epochs",
            "CUTTING_OVER",
            "comparing-the-epochs",
            "comparing-the-epochs is over",
            "COMPLETED");
    assertThat(masters.alarms()).isEmpty();
  }

  @Test
  void neverWaitsForAReceiverThatHangs() throws Exception {
    // Given
    FakeReceiver receiver = new FakeReceiver(masters.vertx());
    Promise<HttpServerRequest> held = Promise.promise();
    receiver.then(held::complete);
    masters.events().observedBy(notifier(receiver));

    // When
    SwitchoverService master = beginInMaintenanceMode();

    // Then
    Awaitility.await().until(() -> told().contains("ROLLED_BACK"));
    Awaitility.await().until(() -> held.future().isComplete());
    assertThat(receiver.types()).containsExactly("switchover.started");
    held.future().result().response().setStatusCode(204).end();
    Awaitility.await().until(() -> receiver.seen().size() == 2);
    assertThat(receiver.types()).containsExactly("switchover.started", "switchover.rolled_back");
    master.stop();
    receiver.close();
  }

  @Test
  void tellsAgainOfWhatAFormerMasterHasJustFinished() throws Exception {
    // Given
    masters.heroku().worker("b", "up", Instant.now());
    masters.leave(Trigger.DEMAND, SwitchoverState.COMPLETED, Side.SLAVE);

    // When
    masters.lead();

    // Then
    assertThat(told()).containsExactly("COMPLETED");
  }

  @Test
  void leavesWhatEndedLongAgoInPeace() throws Exception {
    // Given
    masters.heroku().worker("b", "up", Instant.now());
    masters.leave(Trigger.DEMAND, SwitchoverState.COMPLETED, Side.SLAVE);
    Sql.execute(
        masters.database(),
        "UPDATE hma.switchovers SET summary = jsonb_set(summary, '{finishedAt}', to_jsonb('"
            + Instant.now().minusSeconds(3600)
            + "'::text))");

    // When
    masters.lead();

    // Then
    assertThat(told()).isEmpty();
  }

  /** A switchover that can't wake the agent. */
  private SwitchoverService beginInMaintenanceMode() throws Exception {
    masters.heroku().worker("a", "up", Instant.now());
    SwitchoverService master = masters.lead();
    done(master.keepUp());
    done(master.start(new SwitchoverRequest(Side.SLAVE, Optional.of(Side.MASTER))));
    return master;
  }

  private Notifier notifier(FakeReceiver receiver) {
    String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    return Notifier.of(
        masters.vertx(),
        new Webhook(
            receiver.address(),
            Webhook.Format.STANDARD,
            List.of(new WebhookSecret(Secret.of(secret)))),
        new Apps("a", "b"),
        new Alarms(Clock.systemUTC(), new Events()),
        Clock.systemUTC());
  }

  /** The states of switchovers and the codes of alarms. */
  private List<String> told() {
    return masters.told().stream().flatMap(event -> name(event).stream()).toList();
  }

  private static Optional<String> name(Event event) {
    return switch (event) {
      case Event.SwitchoverStarted started -> Optional.of(started.switchover().state().name());
      case Event.SwitchoverEnded ended -> Optional.of(ended.switchover().state().name());
      case Event.AlarmRaised raised -> Optional.of(raised.alarm().code());
      case Event.AlarmCleared cleared -> Optional.of(cleared.alarm().code() + " is over");
      case Event.RunEnded run -> Optional.empty();
      case Event.BacklogSeen seen -> Optional.empty();
    };
  }
}
