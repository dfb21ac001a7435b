package hma.signing;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedCallTest {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  @ParameterizedTest
  @ValueSource(strings = {"", "sessions", "http://a/b", "/a b", "/a?", "/a#b", "/ä", "/a\r\nb: c"})
  void refusesATargetThatIsNotInOriginForm(String target) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SignedCall(HttpMethod.GET, target, "a/b", Buffer.buffer(), LIMIT))
        .withMessageContaining("begin with '/', percent-encode");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " text/plain", "text/plain\r\nx: y", "text/ä"})
  void refusesAContentTypeThatCannotBeSigned(String type) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SignedCall(HttpMethod.GET, "/", type, Buffer.buffer(), LIMIT))
        .withMessageContaining("not plain ASCII");
  }

  @Test
  void refusesABodyThatThePeerWouldRefuse() {
    Buffer body = Buffer.buffer(new byte[BodyLimits.DEFAULT.kept() + 1]);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SignedCall(HttpMethod.PUT, "/", "a/b", body, LIMIT))
        .withMessageContaining("1114113 bytes")
        .withMessageContaining("at most 1114112");
  }

  @Test
  void refusesMethodsWithoutABodyToVerifyAndCallsWithoutTime() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SignedCall(HttpMethod.HEAD, "/", "a/b", Buffer.buffer(), LIMIT))
        .withMessageContaining("use GET");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new SignedCall(HttpMethod.GET, "/", "a/b", Buffer.buffer(), Duration.ZERO))
        .withMessageContaining("allow some");
  }
}
