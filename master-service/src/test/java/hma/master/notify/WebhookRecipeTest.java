package hma.master.notify;

import static org.assertj.core.api.Assertions.assertThat;

import hma.config.Secret;
import hma.config.Webhook;
import hma.config.WebhookSecret;
import hma.master.switchover.SwitchoverState;
import io.vertx.core.json.JsonObject;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The script and the examples in the documentation, exactly as they stand there. */
class WebhookRecipeTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "webhooks.md");
  private static final Pattern SCRIPT = Pattern.compile("```bash\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern EXAMPLE = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL);
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String OTHER = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
  private static final Composer COMPOSER = new Composer(new Apps("my-master", "my-slave"));

  private final Letter letter =
      Letter.of(
          COMPOSER.compose(Views.ended(SwitchoverState.COMPLETED, null)), Webhook.Format.STANDARD);

  @Test
  void takesWhatIsSignedAndNothingElse() throws Exception {
    long now = Instant.now().getEpochSecond();
    String both = signatures(OTHER, SECRET).of(letter, now);
    String body = letter.body().toString();

    assertThat(verify(now, both, body)).isZero();
    assertThat(verify(now, signatures(OTHER).of(letter, now), body)).isOne();
    assertThat(verify(now, both, body.replace("8412", "0"))).isOne();
    assertThat(verify(now - 600, signatures(SECRET).of(letter, now - 600), body)).isOne();
  }

  @Test
  void showsExamplesAsTheyAreSent() throws Exception {
    List<JsonObject> examples =
        EXAMPLE
            .matcher(Files.readString(DOCUMENT))
            .results()
            .map(example -> new JsonObject(example.group(1)))
            .toList();
    JsonObject alarm =
        Letter.of(
                COMPOSER.compose(Views.raised("worker-not-running", Views.BEGUN)),
                Webhook.Format.STANDARD)
            .body()
            .toJsonObject();
    alarm
        .getJsonObject("data")
        .put("message", "the slave is active, but its worker does not run: …");

    assertThat(examples).containsExactly(letter.body().toJsonObject(), alarm);
  }

  private int verify(long timestamp, String signatures, String body) throws Exception {
    List<String> scripts =
        SCRIPT
            .matcher(Files.readString(DOCUMENT))
            .results()
            .map((MatchResult script) -> script.group(1))
            .toList();
    assertThat(scripts).hasSize(1);
    ProcessBuilder builder =
        new ProcessBuilder(
            "bash",
            "-c",
            scripts.getFirst(),
            "verify.sh",
            letter.id(),
            String.valueOf(timestamp),
            signatures);
    builder.environment().put("HMA_WEBHOOK_SECRET", SECRET);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    try (OutputStream input = process.getOutputStream()) {
      input.write(body.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private static Signatures signatures(String... secrets) {
    return new Signatures(
        List.of(secrets).stream().map(text -> new WebhookSecret(Secret.of(text))).toList());
  }
}
