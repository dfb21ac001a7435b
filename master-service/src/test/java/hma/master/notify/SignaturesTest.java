package hma.master.notify;

import static org.assertj.core.api.Assertions.assertThat;

import hma.config.Secret;
import hma.config.WebhookSecret;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignaturesTest {
  private static final WebhookSecret SECRET = secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  private static final WebhookSecret OTHER = secret("whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD");
  private static final long TIMESTAMP = 1614265330;
  private static final Letter LETTER =
      new Letter("msg_p5jXN8AQM9LWM0D4loKWxJek", "a.type", Buffer.buffer("{\"test\": 2432232314}"));

  /** The vector that the libraries of Standard Webhooks are tested with. */
  @Test
  void signsAsTheLibrariesOfReceiversExpect() {
    assertThat(new Signatures(List.of(SECRET)).of(LETTER, TIMESTAMP))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void signsWithEachSecretWhileOneIsReplaced() {
    String both = new Signatures(List.of(OTHER, SECRET)).of(LETTER, TIMESTAMP);

    assertThat(both.split(" "))
        .hasSize(2)
        .contains("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
        .doesNotHaveDuplicates();
  }

  private static WebhookSecret secret(String text) {
    return new WebhookSecret(Secret.of(text));
  }
}
