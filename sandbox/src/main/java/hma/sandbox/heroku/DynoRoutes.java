package hma.sandbox.heroku;

import hma.sandbox.dyno.Dyno;
import hma.sandbox.dyno.DynoSize;
import hma.sandbox.dyno.ProcessType;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** {@code /apps/APP/dynos} and the plural {@code formations} for restarting and stopping. */
final class DynoRoutes {
  private static final int LONGEST_TIME_TO_LIVE = 86_400;

  private DynoRoutes() {}

  static void list(ApiRequest request) {
    App app = request.app();
    request.answerPage(
        app.formation().dynos().stream().map(dyno -> Rendering.dyno(app, dyno)).toList(),
        List.of("name", "id"));
  }

  static void show(ApiRequest request) {
    App app = request.app();
    Dyno dyno =
        app.formation().dynos().stream()
            .filter(named(request))
            .findFirst()
            .orElseThrow(DynoRoutes::missing);
    request.answer(200, Rendering.dyno(app, dyno));
  }

  static void run(ApiRequest request) {
    App app = request.app();
    JsonObject body = request.body();
    if (!(body.getValue("command") instanceof String command) || command.isBlank()) {
      throw HerokuError.invalid("command must be given.");
    }
    if (Boolean.TRUE.equals(body.getValue("attach"))) {
      throw HerokuError.invalid(
          "The sandbox attaches to no one-off dyno: use run:detached, or attach false.");
    }
    DynoSize size = FormationRoutes.size(body).orElse(sizeOf(app));
    boolean another = app.formation().dynos().stream().anyMatch(dyno -> dyno.plan().oneOff());
    if (size == DynoSize.ECO && another) {
      throw HerokuError.aboveLimit(1, size.label());
    }
    Dyno dyno = app.formation().run(expanded(app, command), size, timeToLive(body));
    request.answer(201, Rendering.dyno(app, dyno));
  }

  static void restartAll(ApiRequest request) {
    request.app().formation().restart(any -> true);
    request.answer(202, new JsonObject());
  }

  static void restartOne(ApiRequest request) {
    App app = request.app();
    requireOne(app, named(request));
    app.formation().restart(named(request));
    request.answer(202, new JsonObject());
  }

  static void restartType(ApiRequest request) {
    App app = request.app();
    requireOne(app, ofType(request));
    app.formation().restart(ofType(request));
    request.answer(202, new JsonObject());
  }

  static void stopOne(ApiRequest request) {
    App app = request.app();
    requireOne(app, named(request));
    app.formation().stop(named(request));
    request.answer(202, new JsonObject());
  }

  static void stopType(ApiRequest request) {
    App app = request.app();
    requireOne(app, ofType(request));
    app.formation().stop(ofType(request));
    request.answer(202, new JsonObject());
  }

  private static void requireOne(App app, Predicate<Dyno> which) {
    if (app.formation().dynos().stream().noneMatch(which)) {
      throw missing();
    }
  }

  private static HerokuError missing() {
    return HerokuError.notFound("dyno");
  }

  private static Predicate<Dyno> named(ApiRequest request) {
    String wanted = request.parameter("dyno");
    return dyno -> dyno.plan().name().equals(wanted) || dyno.plan().id().toString().equals(wanted);
  }

  private static Predicate<Dyno> ofType(ApiRequest request) {
    String wanted = request.parameter("type");
    return dyno -> dyno.plan().type().equals(wanted);
  }

  private static DynoSize sizeOf(App app) {
    return app.formation().types().stream()
        .findFirst()
        .map(ProcessType::size)
        .orElse(DynoSize.BASIC);
  }

  private static Optional<Duration> timeToLive(JsonObject body) {
    Object value = body.getValue("time_to_live");
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof Integer seconds) || seconds < 1 || seconds > LONGEST_TIME_TO_LIVE) {
      throw HerokuError.invalid("time_to_live must be 1 to " + LONGEST_TIME_TO_LIVE + " seconds.");
    }
    return Optional.of(Duration.ofSeconds(seconds));
  }

  /** A command that begins with a process type's name runs that type's command, as on Heroku. */
  private static String expanded(App app, String command) {
    String first = command.strip().split("\\s+", 2)[0];
    return app.formation()
        .type(first)
        .map(type -> type.command() + command.strip().substring(first.length()))
        .orElse(command);
  }
}
