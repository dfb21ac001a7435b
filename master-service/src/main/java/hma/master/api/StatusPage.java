package hma.master.api;

import hma.master.switchover.StatusView;
import hma.master.switchover.Switchovers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The status as it is answered; written anew only once it is another one. */
final class StatusPage {
  private static final int BYTES_OF_TAG = 16;

  private final Switchovers switchovers;
  private final AtomicReference<@Nullable Written> last = new AtomicReference<>();

  StatusPage(Switchovers switchovers) {
    this.switchovers = switchovers;
  }

  /**
   * A status that was written.
   *
   * @param json in one line
   * @param tag names this text: an entity tag of RFC 9110, 8.8.3
   */
  record Written(StatusView status, String json, String tag) {}

  /**
   * The one of now.
   *
   * @throws hma.protocol.ProblemException 503 {@code not-ready} as {@link Switchovers#status}
   */
  Written now() {
    StatusView status = switchovers.status();
    Written known = last.get();
    if (known != null && known.status().equals(status)) {
      return known;
    }
    String json = ApiJson.written(status);
    Written written = new Written(status, json, tag(json));
    last.set(written);
    return written;
  }

  private static String tag(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
      return '"' + base64.encodeToString(Arrays.copyOf(digest, BYTES_OF_TAG)) + '"';
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
