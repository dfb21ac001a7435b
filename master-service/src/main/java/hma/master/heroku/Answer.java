package hma.master.heroku;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * What Heroku answered to a call that it granted.
 *
 * @param call the call
 * @param status 200 to 299
 * @param requestId Heroku's name for the request; empty where it gave none
 * @param nextRange where the list goes on; empty at its end
 * @param body as it came
 */
record Answer(Call call, int status, String requestId, Optional<String> nextRange, Buffer body) {

  /**
   * The body as one object.
   *
   * @throws HerokuException when it is something else
   */
  Document object() {
    if (decoded() instanceof JsonObject object) {
      return new Document(object, this);
    }
    throw malformed("the answer is not a JSON object");
  }

  /**
   * The body as a list of objects.
   *
   * @throws HerokuException when it is something else
   */
  List<Document> list() {
    if (decoded() instanceof JsonArray array) {
      return array.stream().map(this::element).toList();
    }
    throw malformed("the answer is not a JSON list");
  }

  HerokuException malformed(String why) {
    return HerokuException.malformed(call, status, requestId, why);
  }

  private Document element(Object element) {
    if (element instanceof JsonObject object) {
      return new Document(object, this);
    }
    throw malformed("an element of the list is not a JSON object");
  }

  private Object decoded() {
    try {
      return Json.decodeValue(body);
    } catch (DecodeException notJson) {
      throw malformed("the answer is not JSON");
    }
  }
}
