package hma.master.heroku;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One call of the Platform API, to be attempted once or more.
 *
 * @param access the app and the token
 * @param kind what it does, by its one name
 * @param operation what it does, as it reads after "cannot"
 * @param request what is sent
 * @param repeatable whether it is tried again when it fails
 * @param permission asked before each attempt; its failure ends the call
 */
record Call(
    AppAccess access,
    Operation kind,
    String operation,
    Request request,
    boolean repeatable,
    Supplier<Future<Void>> permission)
    implements HerokuException.CallDescription {

  /**
   * What is sent.
   *
   * @param method GET or PATCH
   * @param path from the root, with its variable parts encoded
   * @param variant the API's version and variant, as in {@code 3}
   * @param range which part of a list is wanted
   * @param body JSON
   */
  record Request(
      HttpMethod method,
      String path,
      String variant,
      Optional<String> range,
      Optional<JsonObject> body) {}

  static Call get(AppAccess access, Operation kind, String path) {
    Request request = new Request(HttpMethod.GET, path, "3", Optional.empty(), Optional.empty());
    return new Call(access, kind, kind.words(), request, true, Future::succeededFuture);
  }

  /** A PATCH here always carries absolute values, so that repeating it changes nothing. */
  static Call patch(
      AppAccess access, Operation kind, String operation, String path, JsonObject body) {
    Request request = new Request(HttpMethod.PATCH, path, "3", Optional.empty(), Optional.of(body));
    return new Call(access, kind, operation, request, true, Future::succeededFuture);
  }

  Call withRange(String range) {
    return with(
        new Request(
            request.method(),
            request.path(),
            request.variant(),
            Optional.of(range),
            request.body()));
  }

  Call withVariant(String variant) {
    return with(
        new Request(request.method(), request.path(), variant, request.range(), request.body()));
  }

  Call withPermission(Supplier<Future<Void>> asked) {
    return new Call(access, kind, operation, request, repeatable, asked);
  }

  Call once() {
    return new Call(access, kind, operation, request, false, permission);
  }

  private Call with(Request other) {
    return new Call(access, kind, operation, other, repeatable, permission);
  }
}
