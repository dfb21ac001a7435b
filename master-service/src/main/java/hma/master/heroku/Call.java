package hma.master.heroku;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * One request to the Platform API.
 *
 * @param access the app and the token
 * @param operation what it does, as it reads after "cannot"
 * @param method GET or PATCH
 * @param path from the root, with its variable parts encoded
 * @param variant the API's version and variant, as in {@code 3}
 * @param range which part of a list is wanted
 * @param body what is sent
 * @param repeatable whether it is tried again when it fails
 */
record Call(
    AppAccess access,
    String operation,
    HttpMethod method,
    String path,
    String variant,
    Optional<String> range,
    Optional<JsonObject> body,
    boolean repeatable)
    implements HerokuException.CallDescription {

  static Call get(AppAccess access, String operation, String path) {
    return new Call(
        access, operation, HttpMethod.GET, path, "3", Optional.empty(), Optional.empty(), true);
  }

  /** A PATCH here always carries absolute values, so that repeating it changes nothing. */
  static Call patch(AppAccess access, String operation, String path, JsonObject body) {
    return new Call(
        access, operation, HttpMethod.PATCH, path, "3", Optional.empty(), Optional.of(body), true);
  }

  Call withRange(String wanted) {
    return new Call(
        access, operation, method, path, variant, Optional.of(wanted), body, repeatable);
  }

  Call withVariant(String wanted) {
    return new Call(access, operation, method, path, wanted, range, body, repeatable);
  }

  Call once() {
    return new Call(access, operation, method, path, variant, range, body, false);
  }
}
