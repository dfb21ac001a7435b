package hma.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class SigningKeysTest {
  @Test
  void derivesAKeyForEachPurposeFromItsLabel() throws Exception {
    SigningKeys keys = Fixtures.KEYS;

    assertThat(keys.tokenKey()).isEqualTo(hmacOfTheSharedKey("hma-token-v1"));
    assertThat(keys.http().bytes()).isEqualTo(hmacOfTheSharedKey("hma-http-v1"));
    assertThat(keys.previousTokenKey()).isEmpty();
  }

  @Test
  void derivesThePreviousKeysInTheSameWay() {
    assertThat(Fixtures.BOTH_KEYS.previousTokenKey()).contains(Fixtures.OLD_KEYS.tokenKey());
    assertThat(Fixtures.BOTH_KEYS.tokenKey()).isEqualTo(Fixtures.KEYS.tokenKey());
  }

  @Test
  void givesAKeyAnIdThatIsStableAndNoPartOfIt() {
    SigningKey key = Fixtures.KEYS.http();

    assertThat(key.id()).matches("[0-9a-f]{16}").isEqualTo(Fixtures.BOTH_KEYS.http().id());
    assertThat(key.id()).isNotEqualTo(Fixtures.OLD_KEYS.http().id());
    assertThat(HexFormat.of().formatHex(key.bytes())).doesNotContain(key.id());
  }

  @Test
  void findsTheCurrentAndThePreviousKeyById() {
    SigningKeys keys = Fixtures.BOTH_KEYS;

    assertThat(keys.httpKey(Fixtures.KEYS.http().id())).contains(keys.http());
    assertThat(keys.httpKey(Fixtures.OLD_KEYS.http().id())).isEqualTo(keys.previousHttp());
    assertThat(keys.httpKey(Fixtures.OTHER_KEYS.http().id())).isEmpty();
  }

  @Test
  void printsNothingOfAKey() {
    SigningKeys keys = Fixtures.BOTH_KEYS;

    assertThat(keys.toString()).isEqualTo("SigningKeys[secret]");
    assertThat(keys.http().toString()).isEqualTo("SigningKey[" + keys.http().id() + "]");
  }

  private static byte[] hmacOfTheSharedKey(String label) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    byte[] shared = Fixtures.CURRENT.reveal().getBytes(StandardCharsets.UTF_8);
    mac.init(new SecretKeySpec(shared, "HmacSHA256"));
    return mac.doFinal(label.getBytes(StandardCharsets.UTF_8));
  }
}
