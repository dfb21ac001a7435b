package hma.signing;

import java.time.Duration;

/** No complete answer came: whether the request took effect is unknown, ask again. */
public final class PeerUnreachable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PeerUnreachable(SignedCall call, String authority, Throwable cause) {
    super("%s to %s got no answer: %s".formatted(call.method(), authority, cause), cause);
  }

  PeerUnreachable(SignedCall call, String authority, Duration limit) {
    super(
        "%s to %s got no answer within %s s"
            .formatted(call.method(), authority, limit.toMillis() / 1000.0));
  }
}
