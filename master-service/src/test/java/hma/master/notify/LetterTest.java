package hma.master.notify;

import static org.assertj.core.api.Assertions.assertThat;

import hma.config.Webhook;
import hma.master.switchover.Event;
import hma.master.switchover.SwitchoverState;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written of each thing that happens. */
class LetterTest {
  private static final JsonObject APPS =
      new JsonObject().put("master", "one-app").put("slave", "two-app");
  private static final Composer COMPOSER = new Composer(new Apps("one-app", "two-app"));

  @Test
  void tellsProgramsOfACompletedSwitchover() {
    Letter letter = letter(Views.ended(SwitchoverState.COMPLETED, null), Webhook.Format.STANDARD);

    assertThat(letter.id()).isEqualTo("switchover-20261121-000000-888b31c7-completed");
    assertThat(letter.body().toJsonObject())
        .isEqualTo(
            new JsonObject()
                .put("type", "switchover.completed")
                .put("timestamp", "2026-11-21T00:01:00Z")
                .put(
                    "data",
                    new JsonObject()
                        .put("apps", APPS)
                        .put("id", "20261121-000000-888b31c7")
                        .put("from", "master")
                        .put("to", "slave")
                        .put("state", "COMPLETED")
                        .put("startedAt", "2026-11-21T00:00:00Z")
                        .put("finishedAt", "2026-11-21T00:01:00Z")
                        .put("outageMs", 8412)
                        .put("stopMs", 5001)
                        .put("cutOverMs", 210)
                        .put("bootMs", 3201)
                        .put("rows", 120)
                        .put("bytes", 4096)
                        .put("verified", true)
                        .putNull("failure")));
  }

  @Test
  void tellsProgramsOfAnAlarmAndOfItsEnd() {
    Letter raised =
        letter(Views.raised("worker-not-running", Views.BEGUN), Webhook.Format.STANDARD);
    Letter cleared =
        letter(Views.cleared("worker-not-running", Views.BEGUN), Webhook.Format.STANDARD);

    assertThat(raised.id()).isEqualTo("alarm-worker-not-running-1795219200000-raised");
    assertThat(raised.body().toJsonObject())
        .isEqualTo(
            new JsonObject()
                .put("type", "alarm.raised")
                .put("timestamp", "2026-11-21T00:00:00Z")
                .put(
                    "data",
                    new JsonObject()
                        .put("apps", APPS)
                        .put("code", "worker-not-running")
                        .put("message", "the slave is active, but its worker does not run")
                        .put("urgent", true)
                        .put("since", "2026-11-21T00:00:00Z")));
    assertThat(cleared.id()).isEqualTo("alarm-worker-not-running-1795219200000-cleared");
    assertThat(cleared.body().toJsonObject().getJsonObject("data").getString("clearedAt"))
        .isEqualTo("2026-11-21T00:01:30Z");
  }

  @ParameterizedTest
  @EnumSource(
      value = SwitchoverState.class,
      names = {"COMPLETED", "ROLLED_BACK", "CANCELLED", "FAILED"})
  void namesEachEnd(SwitchoverState end) {
    String name = end.name().toLowerCase(Locale.ROOT);

    Letter letter = letter(Views.ended(end, "why"), Webhook.Format.STANDARD);

    assertThat(letter.type()).isEqualTo("switchover." + name);
    assertThat(letter.id()).endsWith("-" + name).doesNotContain(".");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COMPLETED   | the worker runs on the slave now | 8.4 s of outage | 120 rows",
        "ROLLED_BACK | runs on the master as before | rolled back | why it failed",
        "CANCELLED   | runs on the master as before | called off | why it failed",
        "FAILED      | does not stay up there | back to the master once | why it failed"
      })
  void tellsPeopleHowASwitchoverEnded(
      SwitchoverState end, String where, String what, String detail) {
    assertThat(text(Views.ended(end, "why it failed")))
        .startsWith("HMA one-app/two-app: ")
        .contains(Views.ID, where, what, detail);
  }

  @Test
  void tellsPeopleOfBeginningsAndAlarms() {
    assertThat(text(Views.started())).contains("from the master to the slave has begun");
    assertThat(text(Views.raised("worker-not-running", Views.BEGUN)))
        .isEqualTo(
            "HMA one-app/two-app: ALARM worker-not-running: the slave is active, but its worker"
                + " does not run");
    assertThat(text(Views.raised("putting-the-agent-to-sleep", Views.BEGUN)))
        .contains("alarm, which can wait: putting-the-agent-to-sleep");
    assertThat(text(Views.cleared("worker-not-running", Views.BEGUN)))
        .isEqualTo("HMA one-app/two-app: the alarm worker-not-running is over, after 1 min 30 s");
  }

  @Test
  void callsNobodyInAChannel() {
    Event event = Views.ended(SwitchoverState.ROLLED_BACK, "table <!channel> & more");

    assertThat(text(event)).endsWith("table &lt;!channel&gt; &amp; more");
  }

  @Test
  void staysSmallWhateverWentWrong() {
    Event event = Views.ended(SwitchoverState.ROLLED_BACK, "x".repeat(1 << 20));

    assertThat(letter(event, Webhook.Format.STANDARD).body().length()).isLessThan(20_000);
    assertThat(letter(event, Webhook.Format.SLACK).body().length()).isLessThan(20_000);
  }

  private static String text(Event event) {
    JsonObject body = letter(event, Webhook.Format.SLACK).body().toJsonObject();
    assertThat(body.fieldNames()).containsExactly("text");
    return body.getString("text");
  }

  private static Letter letter(Event event, Webhook.Format format) {
    return Letter.of(COMPOSER.compose(event), format);
  }
}
