package hma.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import hma.config.Secret;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

final class BearerTokenTest {
  private static final Secret KEY = Secret.of("an example key of more than 32 characters");

  @Test
  void isWhatOpensslMakesOfTheSameKeyAndClaims() {
    // Given
    String claims = "{\"aud\":\"hma\",\"scope\":\"read\",\"iat\":1,\"exp\":2,\"jti\":\"a\"}";

    // When
    String token = BearerToken.signed(KEY, claims);

    // Then
    assertThat(token)
        .isEqualTo(
            "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
                + ".eyJhdWQiOiJobWEiLCJzY29wZSI6InJlYWQiLCJpYXQiOjEsImV4cCI6MiwianRpIjoiYSJ9"
                + ".RAWYYMJ3VucHStsNDGBFoOdlzL0HVkbAsA_RraBchDc");
  }

  @Test
  void asksForItsScopeForAFewMinutes() {
    // Given
    long now = Instant.now().getEpochSecond();

    // When
    JsonObject claims = claims(BearerToken.issue(KEY, "switchover"));

    // Then
    assertThat(claims.getString("aud")).isEqualTo("hma");
    assertThat(claims.getString("scope")).isEqualTo("switchover");
    assertThat(claims.getLong("iat")).isBetween(now, now + 60);
    assertThat(claims.getLong("exp") - claims.getLong("iat")).isEqualTo(900);
  }

  @Test
  void isADifferentOneForEachRequest() {
    // When
    String first = claims(BearerToken.issue(KEY, "read")).getString("jti");
    String second = claims(BearerToken.issue(KEY, "read")).getString("jti");

    // Then
    assertThat(first).isNotEqualTo(second);
  }

  private static JsonObject claims(String token) {
    byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
    return new JsonObject(new String(claims, StandardCharsets.UTF_8));
  }
}
