package hma.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerAddressTest {
  @ParameterizedTest
  @CsvSource({
    "https://My-App-0123.herokuapp.com/, my-app-0123.herokuapp.com, 443, true",
    "https://a.example:443, a.example, 443, true",
    "https://a.example:8443/, a.example:8443, 8443, true",
    "http://127.0.0.1:5000/, 127.0.0.1:5000, 5000, false",
    "http://localhost/, localhost, 80, false",
    "http://[::1]:5000, [::1]:5000, 5000, false"
  })
  void readsHttpsAddressesAndLoopback(String base, String authority, int port, boolean tls) {
    PeerAddress peer = PeerAddress.of(URI.create(base));

    assertThat(peer.authority()).isEqualTo(authority);
    assertThat(peer.port()).isEqualTo(port);
    assertThat(peer.tls()).isEqualTo(tls);
    assertThat(peer.host()).doesNotContain("[");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://a.example/",
        "http://10.0.0.1/",
        "http://127.0.0.1.example.com/",
        "http://localhost.example.com/",
        "ftp://127.0.0.1/"
      })
  void refusesClearTextBeyondLoopback(String base) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PeerAddress.of(URI.create(base)))
        .withMessageContaining("is not https: use the https:// address");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.example",
        "https:///x",
        "https://a.example/path",
        "https://a.example/?q=1",
        "https://a.example/#f"
      })
  void refusesWhatIsNotJustAnAddress(String base) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PeerAddress.of(URI.create(base)))
        .withMessageContaining("https://host[:port]/");
  }

  @Test
  void printsNoPasswordOfAnAddress() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PeerAddress.of(URI.create("https://user:hidden@a.example/")))
        .withMessageNotContaining("hidden");
  }
}
