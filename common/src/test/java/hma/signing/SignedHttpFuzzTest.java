package hma.signing;

import static hma.signing.Fixtures.BOTH_KEYS;
import static hma.signing.Fixtures.KEYS;
import static hma.signing.Fixtures.LONG_AGO;
import static hma.signing.Fixtures.NOW;
import static hma.signing.Fixtures.OLD_KEYS;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import hma.signing.RawConnection.Answer;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * 100,000 forgeries, of which none is taken and none breaks anything. The system property {@code
 * hma.fuzz.seed} repeats a run that failed.
 */
class SignedHttpFuzzTest {
  private static final int PURE = 90_000;
  private static final int OVER_HTTP = 10_000;
  private static final long SEED = Long.getLong("hma.fuzz.seed", 9421);

  /** Ten thousand warnings help nobody. */
  private static final Logger LOG = (Logger) LoggerFactory.getLogger("hma.signing");

  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);

  @BeforeEach
  void mute() {
    LOG.setLevel(Level.ERROR);
  }

  @AfterEach
  void unmute() {
    LOG.setLevel(null);
  }

  @Test
  void takesNoneOf90000ForgeriesInTheVerifier() {
    List<WireRequest> genuine = genuine(Fixtures.AUTHORITY);
    RequestMutator mutator = new RequestMutator(random, genuine);
    RequestVerifier verifier =
        new RequestVerifier(BOTH_KEYS, new ReplayGuard(() -> NOW, LONG_AGO), () -> NOW);

    for (int number = 0; number < PURE; number++) {
      WireRequest forged = mutator.next();
      assertThat(RequestVerifierTest.refusalOf(verifier, forged))
          .as("seed %d, forgery %d: %s", SEED, number, forged)
          .isPresent();
    }

    assertThat(genuine)
        .allSatisfy(
            request -> assertThat(RequestVerifierTest.refusalOf(verifier, request)).isEmpty());
  }

  @Test
  void takesNoneOf10000ForgeriesOverHttp() throws Exception {
    try (SigningServer server = new SigningServer(BOTH_KEYS, () -> NOW)) {
      List<WireRequest> genuine = genuine(server.authority());
      RequestMutator mutator = new RequestMutator(random, genuine);

      for (int number = 0; number < OVER_HTTP; ) {
        number += forgeOverOneConnection(server, mutator, OVER_HTTP - number);
      }

      assertThat(server.taken()).as("seed %d", SEED).isZero();
      assertThat(server.failed()).as("seed %d", SEED).isZero();
      for (WireRequest request : genuine) {
        assertThat(RawConnection.exchange(server.port(), request.bytes()).status()).isEqualTo(200);
      }
    }
  }

  /** Sends forgeries until the server closes the connection, as it does where HTTP is broken. */
  private static int forgeOverOneConnection(SigningServer server, RequestMutator mutator, int limit)
      throws Exception {
    try (RawConnection connection = new RawConnection(server.port())) {
      for (int number = 1; number <= limit; number++) {
        WireRequest forged = mutator.next();
        connection.send(forged.bytes());
        Answer answer = connection.read();
        assertThat(answer.status()).as("seed %d: %s", SEED, forged).isIn(400, 401, 404, 414, 431);
        if (answer.status() != 401) {
          return number;
        }
      }
      return limit;
    }
  }

  private static List<WireRequest> genuine(String authority) {
    MessageSigner signer = new MessageSigner(() -> NOW);
    Buffer empty = Buffer.buffer();
    return List.of(
        Fixtures.genuine(authority, signer),
        Fixtures.unsigned(authority).signedBy(signer, OLD_KEYS.http()),
        WireRequest.of("GET", authority, "/sessions/7", "application/json", empty)
            .signedBy(signer, KEYS.http()),
        WireRequest.of("DELETE", authority, "/sessions/8?force", "application/json", empty)
            .signedBy(signer, KEYS.http()));
  }
}
