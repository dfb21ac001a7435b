package hma.service;

import hma.protocol.Problem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/** Problems as <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a> JSON and back. */
public final class ProblemJson {
  private static final String TYPE_PREFIX = "urn:hma:problem:";

  private ProblemJson() {}

  /** The problem with its members {@code type, title, status, detail, code, retryable}. */
  public static JsonObject encode(Problem problem) {
    return new JsonObject()
        .put("type", TYPE_PREFIX + problem.code())
        .put("title", problem.title())
        .put("status", problem.status())
        .put("detail", problem.detail())
        .put("code", problem.code())
        .put("retryable", problem.retryable());
  }

  /**
   * Answers with a problem.
   *
   * @param members those of {@link #encode}, and perhaps others
   * @param last whether the connection is closed, since the rest of what was sent on it is not read
   */
  static void send(HttpServerRequest request, JsonObject members, boolean last) {
    HttpServerResponse response = request.response();
    if (last) {
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    response
        .setStatusCode(members.getInteger("status"))
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(members.toBuffer())
        .onComplete(sent -> {
          if (last) {
            request.connection().close();
          }
        });
  }

  /**
   * Reads what {@link #encode} wrote; a member that is missing gets a neutral value.
   *
   * @throws ClassCastException when a member is of another kind
   */
  public static Problem decode(JsonObject json) {
    return new Problem(
        json.getInteger("status", 500),
        json.getString("code", "unknown"),
        json.getString("title", "Unknown problem"),
        json.getString("detail", ""),
        json.getBoolean("retryable", false));
  }
}
