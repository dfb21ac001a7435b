package hma.signing;

import static org.assertj.core.api.Assertions.assertThat;

import hma.config.Secret;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SignedClientTest {
  private static final SigningKeys KEYS =
      SigningKeys.of(Secret.of("0123456789abcdef0123456789abcdef"), Optional.empty());

  @Test
  void getsBackWhatItSent() throws Exception {
    try (SigningServer server = new SigningServer(KEYS, InstantSource.system())) {
      SignedClient client =
          new SignedClient(server.vertx(), server.uri(), KEYS, InstantSource.system());
      Buffer body = Buffer.buffer(new byte[1 << 20]);
      SignedResponse response =
          client
              .send(
                  new SignedCall(
                      HttpMethod.POST,
                      "/echo?x=1",
                      "application/octet-stream",
                      body,
                      Duration.ofSeconds(5)))
              .await(10, TimeUnit.SECONDS);
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.body()).isEqualTo(body);
    }
  }
}
