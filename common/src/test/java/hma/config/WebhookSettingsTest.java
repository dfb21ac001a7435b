package hma.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where notifications go, and how they are written and signed. */
@ExtendWith(VertxExtension.class)
class WebhookSettingsTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "https://hooks.slack.com/services/T0/B0/x, '', SLACK",
    "https://HOOKS.slack.com/services/T0/B0/x, standard, STANDARD",
    "https://hooks.slack.com.example.com/x, '', STANDARD",
    "https://chat.example.com/hooks/x, slack, SLACK",
    "http://127.0.0.1:5001/x, '', STANDARD"
  })
  void writesAsTheReceiverUnderstands(
      String address, String format, Webhook.Format expected, Vertx vertx) throws Exception {
    Webhook webhook =
        webhook(
            vertx,
            Map.of(
                "HMA_WEBHOOK_URL", address,
                "HMA_WEBHOOK_FORMAT", format,
                "HMA_WEBHOOK_SECRET", SECRET));

    assertThat(webhook.format()).isEqualTo(expected);
    assertThat(webhook.toString()).doesNotContain("services", "/x", SECRET);
  }

  @Test
  void sendsNothingUnsignedThatReceiversVerify(Vertx vertx) {
    Map<String, String> unsigned = Map.of("HMA_WEBHOOK_URL", "https://chat.example.com/hooks/x");

    assertThatThrownBy(() -> webhook(vertx, unsigned))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContainingAll(
            "HMA_WEBHOOK_SECRET is missing", "openssl rand -base64 32", "slack")
        .hasMessageNotContaining("hooks/x");
  }

  @Test
  void needsNoSecretForSlack(Vertx vertx) throws Exception {
    Webhook webhook =
        webhook(vertx, Map.of("HMA_WEBHOOK_URL", "https://hooks.slack.com/services/T0/B0/x"));

    assertThat(webhook.secrets()).isEmpty();
  }

  @Test
  void decodesTheKeyThatFollowsThePrefix() {
    assertThat(new WebhookSecret(Secret.of(SECRET)).key())
        .isEqualTo(Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "a plain password that is long enough to be one",
        "whsec_",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa==",
        "whsec_not?base64?at?all?not?base64?at?all",
        SECRET + ","
      })
  void refusesWhatReceiversWouldTakeForAnotherKey(String text) {
    assertThatThrownBy(() -> WebhookSecret.list(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("make one with")
        .hasNoCause();
  }

  private Webhook webhook(Vertx vertx, Map<String, String> ofTheWebhook) throws Exception {
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "DATABASE_URL", "postgres://app:sesame@db.example.com/shop",
                "HMA_SHARED_KEY", "0123456789abcdef0123456789abcdef",
                "MASTER_APP", "one-app",
                "SLAVE_APP", "two-app",
                "MASTER_HEROKU_TOKEN", "master-token",
                "SLAVE_HEROKU_TOKEN", "slave-token"));
    environment.putAll(ofTheWebhook);
    return Settings.master(vertx, new SettingsSource(environment, directory))
        .await(20, TimeUnit.SECONDS)
        .webhook()
        .orElseThrow();
  }
}
