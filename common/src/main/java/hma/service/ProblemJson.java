package hma.service;

import hma.protocol.Problem;
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
