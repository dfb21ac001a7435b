package hma.master.support;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A token made with nothing but the JDK, so that every part of it can be wrong. */
public final class HandMadeToken {
  private final JsonObject header = new JsonObject().put("alg", "HS256").put("typ", "JWT");
  private final JsonObject claims;
  private String algorithm = "HmacSHA256";

  private HandMadeToken(JsonObject claims) {
    this.claims = claims;
  }

  /** One in order, made now, that lives for five minutes. */
  public static HandMadeToken of(String scope, Clock clock) {
    long now = clock.instant().getEpochSecond();
    return new HandMadeToken(
        new JsonObject()
            .put("aud", "hma")
            .put("scope", scope)
            .put("iat", now)
            .put("exp", now + 300)
            .put("jti", UUID.randomUUID().toString()));
  }

  /** With another value for a claim. */
  public HandMadeToken with(String claim, Object value) {
    claims.put(claim, value);
    return this;
  }

  /** Without a claim. */
  public HandMadeToken without(String claim) {
    claims.remove(claim);
    return this;
  }

  /** With a claim moved by some seconds. */
  public HandMadeToken moved(String claim, long seconds) {
    return with(claim, claims.getLong(claim) + seconds);
  }

  /** With another value in the header. */
  public HandMadeToken header(String name, Object value) {
    header.put(name, value);
    return this;
  }

  /** With another algorithm, as the header names it and as the JDK does. */
  public HandMadeToken algorithm(String named, String used) {
    header.put("alg", named);
    algorithm = used;
    return this;
  }

  /** Signed with a key. */
  public String signed(byte[] key) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      String input = unsigned();
      return input + "." + encoded(mac.doFinal(input.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The header and the claims alone. */
  public String unsigned() {
    return encoded(header.encode().getBytes(StandardCharsets.UTF_8))
        + "."
        + encoded(claims.encode().getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
