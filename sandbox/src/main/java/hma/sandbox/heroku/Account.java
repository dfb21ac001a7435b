package hma.sandbox.heroku;

import hma.config.Secret;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A Heroku account.
 *
 * @param id unique
 * @param email its name for people
 * @param token what proves a request to be of this account
 */
public record Account(UUID id, String email, Secret token) {
  /** A new account with a random token. */
  public static Account create(String email) {
    UUID id = UUID.nameUUIDFromBytes(email.getBytes(StandardCharsets.UTF_8));
    return new Account(id, email, Secret.of("HRKU-" + UUID.randomUUID()));
  }
}
