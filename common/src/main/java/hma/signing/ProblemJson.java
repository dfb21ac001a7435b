package hma.signing;

import hma.protocol.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/** Problems as RFC 9457 writes them. */
final class ProblemJson {
  private ProblemJson() {}

  static Buffer of(Problem problem) {
    return new JsonObject()
        .put("type", "urn:hma:problem:" + problem.code())
        .put("title", problem.title())
        .put("status", problem.status())
        .put("detail", problem.detail())
        .put("code", problem.code())
        .put("retryable", problem.retryable())
        .toBuffer();
  }
}
