package hma.config;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Signs notifications: {@code whsec_} and 24 to 64 random bytes in base64, as <a
 * href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
 * Webhooks</a> writes it.
 *
 * <p>Other text is refused. Libraries of receivers take whatever follows the prefix as base64, so a
 * plain password would be another key there than here.
 *
 * @param text with its prefix
 */
public record WebhookSecret(Secret text) {
  private static final String PREFIX = "whsec_";
  private static final int FEWEST_BYTES = 24;
  private static final int MOST_BYTES = 64;

  /** What makes one, as it reads after "made by". */
  static final String RECIPE = "`echo \"whsec_$(openssl rand -base64 32)\"`";

  /**
   * Checks it.
   *
   * @throws IllegalArgumentException saying what the text must be, and nothing of it
   */
  public WebhookSecret {
    int bytes = decoded(text).length;
    if (bytes < FEWEST_BYTES || bytes > MOST_BYTES) {
      throw new IllegalArgumentException(
          "its key has %d bytes and must have %d to %d: make one with %s"
              .formatted(bytes, FEWEST_BYTES, MOST_BYTES, RECIPE));
    }
  }

  /** One or several, separated by commas. */
  static List<WebhookSecret> list(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(each -> new WebhookSecret(Secret.of(each.strip())))
        .toList();
  }

  /** The key itself, for the one place that signs with it. */
  public byte[] key() {
    return decoded(text);
  }

  private static byte[] decoded(Secret text) {
    if (text.reveal().startsWith(PREFIX)) {
      try {
        return Base64.getDecoder().decode(text.reveal().substring(PREFIX.length()));
      } catch (IllegalArgumentException malformed) {
        // Without the cause: it may repeat a part of the key.
        throw notOne();
      }
    }
    throw notOne();
  }

  private static IllegalArgumentException notOne() {
    return new IllegalArgumentException(
        "it must be whsec_ and a key in base64: make one with " + RECIPE);
  }
}
