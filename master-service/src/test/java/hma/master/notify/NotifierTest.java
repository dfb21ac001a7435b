package hma.master.notify;

import static org.assertj.core.api.Assertions.assertThat;

import hma.config.Secret;
import hma.config.Webhook;
import hma.config.WebhookSecret;
import hma.master.support.FakeReceiver;
import hma.master.support.FakeReceiver.Seen;
import hma.master.support.RecordedLog;
import hma.master.support.TestClock;
import hma.master.switchover.AlarmView;
import hma.master.switchover.Alarms;
import hma.master.switchover.Events;
import hma.master.switchover.SwitchoverState;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a receiver is told, and what becomes of it when that does not work. */
class NotifierTest {
  private static final String KEY = "NTg5YzQwZjQ2ZTE5NzM0YzJkYmJmOGU2YTBhMWYyYjM=";
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration LONG = Duration.ofHours(1);
  private static final List<Duration> HASTY =
      List.of(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(3));

  private final Vertx vertx = Vertx.vertx();
  private final TestClock clock = new TestClock(NOW);
  private final Events events = new Events();
  private final Alarms alarms = new Alarms(clock, events);
  private final RecordedLog log = new RecordedLog();
  private FakeReceiver receiver;

  @BeforeEach
  void start() throws Exception {
    receiver = new FakeReceiver(vertx);
  }

  @AfterEach
  void showNoSecretAndStop() throws Exception {
    receiver.close();
    vertx.close().await(20, TimeUnit.SECONDS);
    log.close();
    assertThat(log.lines())
        .as("the log, with every library's")
        .noneMatch(line -> line.contains("never-shown") || line.contains(KEY));
  }

  @Test
  void signsAsStandardWebhooksSay() throws Exception {
    notifier(new Patience(HASTY, LONG, LONG)).accept(Views.started());

    await(1);
    Seen seen = receiver.seen().getFirst();
    assertThat(seen.method()).isEqualTo("POST");
    assertThat(seen.path()).isEqualTo(FakeReceiver.PATH);
    assertThat(seen.headers())
        .containsEntry("content-type", "application/json")
        .containsEntry("webhook-id", "switchover-" + Views.ID + "-started")
        .containsEntry("webhook-timestamp", String.valueOf(NOW.getEpochSecond()))
        .containsEntry("webhook-signature", "v1," + signature(seen));
  }

  @Test
  void triesAgainUnderTheSameIdUntilItIsTaken() throws Exception {
    // Given
    receiver
        .then(503)
        .then(request -> request.connection().close())
        .then(429)
        .then(request -> {
          clock.move(Duration.ofSeconds(30));
          request.response().setStatusCode(200).end("ok");
        });

    // When
    notifier(new Patience(HASTY, LONG, LONG)).accept(Views.started());

    // Then
    await(4);
    assertThat(receiver.seen()).extracting(Seen::id).containsOnly(receiver.seen().get(0).id());
    assertThat(receiver.seen()).extracting(Seen::body).containsOnly(receiver.seen().get(0).body());
    events.observedBy(notifier(new Patience(HASTY, LONG, LONG)));
    alarms.raise("settling", "look");
    await(5);
    Seen later = receiver.seen().getLast();
    assertThat(later.headers())
        .containsEntry("webhook-timestamp", String.valueOf(NOW.getEpochSecond() + 30))
        .containsEntry("webhook-signature", "v1," + signature(later));
    assertThat(codes()).containsExactly("settling");
  }

  @Test
  void saysSoWhereItTriedInVainAndGoesOn() {
    // Given
    Notifier notifier = watching(new Patience(HASTY, LONG, LONG));
    receiver.then(500).then(500).then(500).then(500);

    // When
    notifier.accept(Views.started());

    // Then
    awaitAlarm("took no notification, it answered 500");
    Awaitility.await().until(() -> codes().isEmpty());
    Awaitility.await().until(() -> receiver.seen().size() == 6);
    assertThat(receiver.types())
        .containsExactly(
            "switchover.started",
            "switchover.started",
            "switchover.started",
            "switchover.started",
            "alarm.raised",
            "alarm.cleared");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 307, 400, 401, 403, 404})
  void doesNotRepeatWhatIsRefused(int status) {
    // Given
    receiver
        .then(request ->
            request.response().setStatusCode(status).putHeader("Location", "/elsewhere").end())
        .then(status);
    watching(new Patience(HASTY, LONG, LONG)).accept(Views.started());

    // When
    awaitAlarm("it answered " + status);

    // Then
    Awaitility.await().until(() -> receiver.seen().size() == 2);
    assertThat(receiver.types()).containsExactly("switchover.started", "alarm.raised");
    assertThat(receiver.seen()).extracting(Seen::path).containsOnly(FakeReceiver.PATH);
  }

  @Test
  void sendsNothingMoreToAReceiverThatIsGone() {
    // Given
    Notifier notifier = watching(new Patience(HASTY, LONG, LONG));
    receiver.then(410);
    notifier.accept(Views.started());
    awaitAlarm("410 Gone");

    // When
    notifier.accept(Views.ended(SwitchoverState.COMPLETED, null));
    alarms.raise("settling", "look");

    // Then
    Notifier other = notifier(new Patience(HASTY, LONG, LONG));
    other.accept(Views.ended(SwitchoverState.FAILED, "why"));
    await(2);
    assertThat(receiver.types()).containsExactly("switchover.started", "switchover.failed");
  }

  @Test
  void doesNotWaitForAnAnswerThatNeverComes() {
    // Given
    receiver.then(request -> {});
    Notifier notifier = notifier(new Patience(HASTY, Duration.ofSeconds(1), LONG));

    // When
    notifier.accept(Views.started());
    notifier.accept(Views.ended(SwitchoverState.COMPLETED, null));

    // Then
    await(3);
    assertThat(receiver.types())
        .containsExactlyInAnyOrder(
            "switchover.started", "switchover.completed", "switchover.started");
  }

  @Test
  void readsNoLongAnswer() {
    // Given
    Promise<Void> cutOff = Promise.promise();
    receiver.then(request -> talkFor(request, cutOff));
    Notifier notifier = notifier(new Patience(HASTY, LONG, LONG));

    // When
    notifier.accept(Views.started());

    // Then
    Awaitility.await().until(() -> cutOff.future().isComplete());
    notifier.accept(Views.ended(SwitchoverState.COMPLETED, null));
    await(2);
    assertThat(receiver.types()).containsExactly("switchover.started", "switchover.completed");
  }

  @Test
  void namesOnlyTheHostOfWhatCannotBeReached() throws Exception {
    NetServer closed = vertx.createNetServer().connectHandler(socket -> {});
    int port = closed.listen(0, "127.0.0.1").await(10, TimeUnit.SECONDS).actualPort();
    closed.close().await(10, TimeUnit.SECONDS);
    URI nobody = URI.create("http://127.0.0.1:" + port + FakeReceiver.PATH + "?token=never-shown");

    notifier(nobody, Webhook.Format.STANDARD, new Patience(HASTY, LONG, LONG))
        .accept(Views.started());

    awaitAlarm("127.0.0.1:" + port + " took no notification, it could not be reached");
  }

  @Test
  void tellsTheSameThingOnceAndUnderTheSameIdAfterARestart() {
    Notifier first = notifier(new Patience(HASTY, LONG, LONG));
    first.accept(Views.started());
    first.accept(Views.started());
    first.accept(Views.ended(SwitchoverState.COMPLETED, null));
    await(2);

    notifier(new Patience(HASTY, LONG, LONG)).accept(Views.started());

    await(3);
    assertThat(receiver.seen().getLast().id()).isEqualTo(receiver.seen().getFirst().id());
    assertThat(receiver.seen().getLast().body()).isEqualTo(receiver.seen().getFirst().body());
  }

  @Test
  void tellsOfAnAlarmThatComesAndGoesOnceInAWhile() {
    Notifier notifier = notifier(new Patience(HASTY, LONG, LONG));

    for (int times = 0; times < 20; times++) {
      Instant since = NOW.plusSeconds(times);
      notifier.accept(Views.raised("settling", since));
      notifier.accept(Views.cleared("settling", since));
    }
    notifier.accept(Views.raised("owner-unknown", NOW));

    await(3);
    assertThat(receiver.types()).containsExactly("alarm.raised", "alarm.cleared", "alarm.raised");
    assertThat(receiver.seen().getLast().id()).contains("owner-unknown");
  }

  @Test
  void tellsInTheEndHowAnAlarmStands() {
    Notifier notifier = notifier(new Patience(HASTY, LONG, Duration.ofSeconds(1)));

    notifier.accept(Views.raised("settling", NOW));
    notifier.accept(Views.cleared("settling", NOW));
    notifier.accept(Views.raised("settling", NOW.plusSeconds(1)));
    notifier.accept(Views.raised("owner-unknown", NOW));

    await(4);
    assertThat(receiver.types())
        .containsExactly("alarm.raised", "alarm.cleared", "alarm.raised", "alarm.raised");
    assertThat(receiver.seen().getLast().id())
        .isEqualTo("alarm-settling-%d-raised".formatted(NOW.plusSeconds(1).toEpochMilli()));
  }

  @Test
  void keepsTheNewestWhenTooMuchHappens() {
    // Given
    Promise<HttpServerRequest> held = Promise.promise();
    receiver.then(held::complete);
    Notifier notifier = notifier(new Patience(HASTY, LONG, LONG));

    // When
    for (int number = 0; number < 300; number++) {
      notifier.accept(Views.raised("alarm-" + number, NOW));
    }
    notifier.accept(Views.ended(SwitchoverState.COMPLETED, null));
    Awaitility.await()
        .until(() -> log.lines().stream().filter(l -> l.contains("is dropped")).count() == 201);
    held.future().result().response().setStatusCode(204).end();

    // Then
    Awaitility.await().until(() -> receiver.seen().getLast().type().equals("switchover.completed"));
    assertThat(receiver.seen()).hasSize(100);
  }

  @Test
  void writesToSlackWithoutASecret() {
    Notifier notifier =
        Notifier.of(
            vertx,
            new Webhook(receiver.address(), Webhook.Format.SLACK, List.of()),
            new Apps("one-app", "two-app"),
            alarms,
            clock);

    notifier.accept(Views.raised("settling", NOW));

    await(1);
    Seen seen = receiver.seen().getFirst();
    assertThat(seen.headers()).doesNotContainKey("webhook-signature");
    assertThat(seen.json().getMap())
        .isEqualTo(
            Map.of(
                "text",
                "HMA one-app/two-app: ALARM settling: the slave is active, but its worker does not"
                    + " run"));
  }

  /** Told of whatever these tests' alarms do, too. */
  private Notifier watching(Patience patience) {
    Notifier notifier = notifier(patience);
    events.observedBy(notifier);
    return notifier;
  }

  private Notifier notifier(Patience patience) {
    return notifier(receiver.address(), Webhook.Format.STANDARD, patience);
  }

  private Notifier notifier(URI address, Webhook.Format format, Patience patience) {
    WebhookSecret secret = new WebhookSecret(Secret.of("whsec_" + KEY));
    return Notifier.of(
        vertx,
        new Webhook(address, format, List.of(secret)),
        new Apps("one-app", "two-app"),
        alarms,
        clock,
        patience);
  }

  private void await(int requests) {
    Awaitility.await().until(() -> receiver.seen().size() == requests);
  }

  private void awaitAlarm(String text) {
    Awaitility.await()
        .until(() ->
            log.lines().stream()
                .anyMatch(line -> line.contains(Outbox.ALARM) && line.contains(text)));
  }

  private List<String> codes() {
    return alarms.standing().stream().map(AlarmView::code).toList();
  }

  private static void talkFor(HttpServerRequest request, Promise<Void> cutOff) {
    Buffer part = Buffer.buffer("x".repeat(8192));
    request.connection().closeHandler(closed -> cutOff.tryComplete());
    request.response().setStatusCode(200).setChunked(true);
    talk(request, part);
  }

  private static void talk(HttpServerRequest request, Buffer part) {
    request.response().write(part).onSuccess(written -> talk(request, part));
  }

  /** By the specification: the HMAC-SHA256 of id, timestamp and the body as it came. */
  private static String signature(Seen seen) throws Exception {
    String signed =
        seen.headers().get("webhook-id")
            + "."
            + seen.headers().get("webhook-timestamp")
            + "."
            + seen.body();
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Base64.getDecoder().decode(KEY), "HmacSHA256"));
    return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
  }
}
