package hma.sandbox.heroku;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code /apps/APP}, its config vars and its releases. */
final class AppRoutes {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private AppRoutes() {}

  static void list(ApiRequest request) {
    request.answerPage(
        request.ownApps().stream()
            .map(app -> Rendering.app(app, request.wantsVariant("sdk")))
            .toList(),
        List.of("id", "name"));
  }

  static void show(ApiRequest request) {
    request.answer(200, Rendering.app(request.app(), request.wantsVariant("sdk")));
  }

  static void update(ApiRequest request) {
    App app = request.app();
    JsonObject body = request.body();
    for (String field : body.fieldNames()) {
      if (!field.equals("maintenance")) {
        throw HerokuError.invalid("The sandbox cannot change " + field + " of an app.");
      }
    }
    if (!(body.getValue("maintenance") instanceof Boolean maintenance)) {
      throw HerokuError.invalid("maintenance must be true or false.");
    }
    app.maintenance(maintenance);
    request.answer(200, Rendering.app(app, request.wantsVariant("sdk")));
  }

  static void configVars(ApiRequest request) {
    request.answer(200, configVarsOf(request.app()));
  }

  static void configure(ApiRequest request) {
    App app = request.app();
    Map<String, String> changes = new HashMap<>();
    Set<String> removals = new HashSet<>();
    for (Map.Entry<String, Object> entry : request.body()) {
      if (!NAME.matcher(entry.getKey()).matches()) {
        throw HerokuError.invalid(entry.getKey() + " is not a valid config var name.");
      }
      if (entry.getValue() == null) {
        removals.add(entry.getKey());
      } else {
        changes.put(entry.getKey(), entry.getValue().toString());
      }
    }
    app.configure(changes, removals);
    request.answer(200, configVarsOf(app));
  }

  static void releases(ApiRequest request) {
    App app = request.app();
    request.answerPage(
        app.releases().stream().map(release -> Rendering.release(app, release)).toList(),
        List.of("version", "id"));
  }

  static void release(ApiRequest request) {
    App app = request.app();
    String wanted = request.parameter("release");
    Release release =
        app.releases().stream()
            .filter(each ->
                each.id().toString().equals(wanted)
                    || Integer.toString(each.version()).equals(wanted))
            .findFirst()
            .orElseThrow(() -> HerokuError.notFound("release"));
    request.answer(200, Rendering.release(app, release));
  }

  private static JsonObject configVarsOf(App app) {
    return new JsonObject(new HashMap<String, Object>(app.configVars()));
  }
}
