package hma.signing;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;

/**
 * A request to be signed and sent.
 *
 * @param method any but {@code HEAD} and {@code CONNECT}
 * @param pathAndQuery in origin form and percent-encoded, as in {@code /sessions/7?limit=3}
 * @param contentType always there, also for an empty body, as in {@code application/octet-stream}
 * @param body may be empty; at most 1 MiB and 64 KiB; not to be changed until the call is over
 * @param timeout for the whole call, from waiting for a connection to the answer's last byte
 */
public record SignedCall(
    HttpMethod method, String pathAndQuery, String contentType, Buffer body, Duration timeout) {
  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when one of them cannot be sent
   */
  public SignedCall {
    if (HttpMethod.HEAD.equals(method) || HttpMethod.CONNECT.equals(method)) {
      throw new IllegalArgumentException("method " + method + " has no answer to verify: use GET");
    }
    if (!RequestHead.isTarget(pathAndQuery)) {
      throw new IllegalArgumentException(
          "path and query '"
              + pathAndQuery
              + "' are not in origin form: begin with '/', percent-encode, leave out an empty"
              + " query and the fragment");
    }
    if (!RequestHead.isValue(contentType)) {
      throw new IllegalArgumentException("content type '" + contentType + "' is not plain ASCII");
    }
    if (body.length() > BodyLimits.DEFAULT.kept()) {
      throw new IllegalArgumentException(
          "a body of "
              + body.length()
              + " bytes is refused by the peer: send at most "
              + BodyLimits.DEFAULT.kept());
    }
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException("time-out " + timeout + " is over at once: allow some");
    }
  }
}
