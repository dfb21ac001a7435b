package hma.service;

import hma.protocol.Problem;
import io.netty.handler.codec.http.HttpResponseStatus;

/** The problem for each status that the HTTP server and its router answer by themselves. */
final class HttpProblems {
  private HttpProblems() {}

  static Problem of(int status) {
    return switch (status) {
      case 400 ->
          problem(400, "bad-request", "The request is malformed: check its path and headers");
      case 401 -> problem(401, "unauthorized", "Who is asking is not known: authenticate");
      case 403 -> problem(403, "forbidden", "This is not allowed to who is asking");
      case 404 -> problem(404, "not-found", "There is nothing at this path: check the path");
      case 405 ->
          problem(405, "method-not-allowed", "The path exists, with other methods: see Allow");
      case 406 ->
          problem(406, "not-acceptable", "The path answers in other media types: change Accept");
      case 408 -> new Problem(408, "timeout", title(408), "The request took too long", true);
      case 413 -> problem(413, "body-too-large", "The body is over the limit: send less at once");
      case 414 -> problem(414, "path-too-long", "The path and query are too long: shorten them");
      case 415 ->
          problem(415, "unsupported-media-type", "The body must be of another Content-Type");
      case 429 -> new Problem(429, "too-many-requests", title(429), "Ask less often", true);
      case 431 -> problem(431, "headers-too-large", "The headers are over the limit: send fewer");
      case 503 -> new Problem(503, "unavailable", title(503), "Not ready: ask again soon", true);
      default -> problem(status, "http-" + status, title(status));
    };
  }

  private static Problem problem(int status, String code, String detail) {
    return new Problem(status, code, title(status), detail, false);
  }

  private static String title(int status) {
    return HttpResponseStatus.valueOf(status).reasonPhrase();
  }
}
