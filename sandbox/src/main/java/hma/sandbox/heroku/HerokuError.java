package hma.sandbox.heroku;

import io.vertx.core.json.JsonObject;

/** An error answer of the Platform API: {@code {"id","message","url"}} with a status. */
final class HerokuError extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String REFERENCE =
      "https://devcenter.heroku.com/articles/platform-api-reference";

  private final int status;
  private final transient JsonObject body;

  private HerokuError(int status, String id, String message, String url) {
    super(message);
    this.status = status;
    this.body = new JsonObject().put("id", id).put("message", message).put("url", url);
  }

  static HerokuError unauthorized() {
    return new HerokuError(401, "unauthorized", "Invalid credentials provided.", REFERENCE);
  }

  static HerokuError forbidden(String app) {
    return new HerokuError(
        403, "forbidden", "You do not have access to the app " + app + ".", REFERENCE);
  }

  static HerokuError notFound(String what) {
    return new HerokuError(404, "not_found", "Couldn't find that " + what + ".", REFERENCE);
  }

  static HerokuError notAcceptable() {
    return new HerokuError(
        406,
        "not_acceptable",
        "Set the header Accept: application/vnd.heroku+json; version=3 and try again.",
        REFERENCE + "#clients");
  }

  static HerokuError badRange(String range) {
    return new HerokuError(
        416, "requested_range_not_satisfiable", "Unusable range: " + range, REFERENCE + "#ranges");
  }

  static HerokuError invalid(String message) {
    return new HerokuError(422, "invalid_params", message, REFERENCE + "#errors");
  }

  static HerokuError aboveLimit(int limit, String size) {
    HerokuError error =
        new HerokuError(
            422,
            "cannot_run_above_limit",
            "Cannot run more than " + limit + " " + size + " size dynos.",
            "https://devcenter.heroku.com/articles/dyno-types");
    error.body.put("limit", limit).put("size", size);
    return error;
  }

  static HerokuError rateLimited() {
    return new HerokuError(
        429,
        "rate_limit",
        "Your account reached the API rate limit. Please wait a few minutes before making new"
            + " requests",
        REFERENCE + "#rate-limits");
  }

  /** What an operator asked for in a faults file. */
  static HerokuError injected(int status) {
    String id =
        switch (status) {
          case 401 -> "unauthorized";
          case 402 -> "delinquent";
          case 403 -> "forbidden";
          case 404 -> "not_found";
          case 422 -> "invalid_params";
          case 429 -> "rate_limit";
          case 503 -> "service_unavailable";
          default -> "internal_server_error";
        };
    return new HerokuError(status, id, "A fault of the sandbox's faults file.", REFERENCE);
  }

  int status() {
    return status;
  }

  JsonObject body() {
    return body;
  }
}
