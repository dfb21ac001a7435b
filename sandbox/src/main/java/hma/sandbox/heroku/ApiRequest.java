package hma.sandbox.heroku;

import hma.sandbox.faults.Faults;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** A request of the Platform API that was let in, and how it is answered. */
final class ApiRequest {
  private static final String ACCOUNT = "account";
  private static final String LIMIT = "limit";
  private static final String DROP = "drop";
  private static final String HOLD = "hold";
  private static final String CLOCK = "clock";
  private static final String OBSERVER = "observer";

  private final RoutingContext context;
  private final List<App> apps;
  private final Faults faults;

  ApiRequest(RoutingContext context, List<App> apps, Faults faults) {
    this.context = context;
    this.apps = apps;
    this.faults = faults;
  }

  static void setClock(RoutingContext context, Duration ahead) {
    context.put(CLOCK, ahead);
  }

  static void setObserver(RoutingContext context, Consumer<ApiCall> observer) {
    context.put(OBSERVER, observer);
  }

  static void letIn(RoutingContext context, Account account, RateLimit limit) {
    context.put(ACCOUNT, account).put(LIMIT, limit);
  }

  static void loseAnswer(RoutingContext context) {
    context.put(DROP, true);
  }

  static void holdAnswer(RoutingContext context, Duration delay) {
    context.put(HOLD, delay);
  }

  Faults faults() {
    return faults;
  }

  Account account() {
    return Objects.requireNonNull(context.get(ACCOUNT), "set by Access");
  }

  /** The apps of the account. */
  List<App> ownApps() {
    return apps.stream().filter(app -> app.owner().equals(account())).toList();
  }

  /** The app in the path, by name or id; the account must own it. */
  App app() {
    String wanted = parameter("app");
    App app =
        apps.stream()
            .filter(each -> each.name().equals(wanted) || each.id().toString().equals(wanted))
            .findFirst()
            .orElseThrow(() -> HerokuError.notFound("app"));
    if (!app.owner().equals(account())) {
      throw HerokuError.forbidden(app.name());
    }
    return app;
  }

  String parameter(String name) {
    return Objects.requireNonNull(context.pathParam(name), "set by the route");
  }

  /** Whether a variant of version 3 is asked for, as in {@code version=3.sdk}. */
  boolean wantsVariant(String variant) {
    String accept = context.request().getHeader("Accept");
    return accept != null && accept.contains("version=3." + variant);
  }

  /** The body, which must be a JSON object. */
  JsonObject body() {
    try {
      JsonObject body = context.body().asJsonObject();
      return body == null ? new JsonObject() : body;
    } catch (DecodeException | ClassCastException malformed) {
      throw HerokuError.invalid("The body is not a JSON object.");
    }
  }

  void answer(int status, JsonObject body) {
    send(context, status, ShiftedTimes.of(body, clock()).encode());
  }

  void answer(int status, List<JsonObject> items) {
    send(context, status, ShiftedTimes.of(new JsonArray(items), clock()).encode());
  }

  private Duration clock() {
    return Objects.requireNonNull(context.get(CLOCK), "set before any route");
  }

  /** Answers with the part of a list that the header Range asks for: 200, or 206 when cut. */
  void answerPage(List<JsonObject> items, List<String> fields) {
    ListRange range = ListRange.parse(context.request().getHeader("Range"), fields);
    ListRange.Page page = range.of(items);
    context.response().putHeader("Accept-Ranges", String.join(", ", fields));
    page.next().ifPresent(next -> context.response().putHeader("Next-Range", next));
    answer(page.next().isPresent() ? 206 : 200, page.items());
  }

  static void refuse(RoutingContext context, HerokuError error) {
    send(context, error.status(), error.body().encode());
  }

  private static void send(RoutingContext context, int status, String json) {
    Consumer<ApiCall> observer = context.get(OBSERVER);
    if (observer != null) {
      observer.accept(ApiCall.of(context, status, json));
    }
    if (context.get(DROP) != null) {
      context.request().connection().close();
      return;
    }
    RateLimit limit = context.get(LIMIT);
    if (limit != null) {
      context.response().putHeader("RateLimit-Remaining", Integer.toString(limit.remaining()));
    }
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json;charset=utf-8");
    Duration hold = context.get(HOLD, Duration.ZERO);
    if (hold.isZero()) {
      context.response().end(json);
    } else {
      context.vertx().setTimer(hold.toMillis(), over -> endUnlessClosed(context, json));
    }
  }

  private static void endUnlessClosed(RoutingContext context, String json) {
    if (!context.response().closed()) {
      context.response().end(json);
    }
  }
}
