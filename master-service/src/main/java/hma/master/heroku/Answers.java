package hma.master.heroku;

import hma.master.heroku.HerokuException.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Tells granted calls from refused ones, and keeps what must not be seen out of both. */
final class Answers {
  private static final int LONGEST_TEXT = 300;

  private Answers() {}

  /**
   * What Heroku granted.
   *
   * @throws HerokuException when it did not
   */
  static Answer granted(Call call, HttpResponse<Void> response, Buffer body) {
    int status = response.statusCode();
    String requestId = shown(call, response.getHeader("Request-Id"));
    if (status < 200 || status > 299) {
      throw HerokuException.refused(call, refusal(call, status, requestId, body));
    }
    Optional<String> nextRange =
        status == 206 ? Optional.ofNullable(response.getHeader("Next-Range")) : Optional.empty();
    return new Answer(call, status, requestId, nextRange, body);
  }

  /** A call that got no complete answer. */
  static HerokuException unanswered(Call call, Throwable failure) {
    if (rootOf(failure) instanceof BoundedBody.TooLong tooLong) {
      return HerokuException.malformed(call, 200, "", shown(call, tooLong.getMessage()));
    }
    String why =
        failure instanceof TimeoutException
            ? "no complete answer in time"
            : shown(call, failure.getMessage());
    return HerokuException.unreachable(call, why, failure);
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null ? failure : rootOf(cause);
  }

  private static Refusal refusal(Call call, int status, String requestId, Buffer body) {
    JsonObject error = error(body);
    return new Refusal(
        status,
        shown(call, error.getValue("id")),
        shown(call, error.getValue("message")),
        requestId);
  }

  /** Routers and proxies answer with HTML: then there is nothing to learn but the status. */
  private static JsonObject error(Buffer body) {
    try {
      return Json.decodeValue(body) instanceof JsonObject object ? object : new JsonObject();
    } catch (DecodeException notJson) {
      return new JsonObject();
    }
  }

  /** Foreign text as it may be shown: one line, not too long, and without the token. */
  private static String shown(Call call, @Nullable Object text) {
    if (text == null) {
      return "";
    }
    String line =
        text.toString()
            .replace(call.access().token().reveal(), "[secret]")
            .replaceAll("\\p{Cntrl}", " ");
    return line.length() > LONGEST_TEXT ? line.substring(0, LONGEST_TEXT) + "…" : line;
  }
}
