package hma.sandbox.heroku;

import hma.sandbox.dyno.DynoSize;
import hma.sandbox.dyno.ProcessType;
import hma.sandbox.dyno.Scaling;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code /apps/APP/formation}: quantities and sizes, in the schema's forms and in the CLI's. */
final class FormationRoutes {
  private static final Pattern QUANTITY = Pattern.compile("[+-]?\\d{1,4}");

  private FormationRoutes() {}

  static void list(ApiRequest request) {
    App app = request.app();
    request.answerPage(
        app.formation().types().stream().map(type -> Rendering.formation(app, type)).toList(),
        List.of("id"));
  }

  static void show(ApiRequest request) {
    App app = request.app();
    request.answer(200, Rendering.formation(app, type(app, request.parameter("type"))));
  }

  static void update(ApiRequest request) {
    App app = request.app();
    Scaling scaling = scaling(type(app, request.parameter("type")), request.body());
    apply(app, List.of(scaling));
    request.answer(200, Rendering.formation(app, type(app, scaling.type())));
  }

  static void updateBatch(ApiRequest request) {
    App app = request.app();
    if (!(request.body().getValue("updates") instanceof JsonArray updates)) {
      throw HerokuError.invalid("updates must be a list.");
    }
    List<Scaling> scalings = new ArrayList<>();
    for (Object update : updates) {
      if (!(update instanceof JsonObject body) || !(body.getValue("type") instanceof String name)) {
        throw HerokuError.invalid("Each of updates must be an object with a type.");
      }
      scalings.add(scaling(type(app, name), body));
    }
    apply(app, scalings);
    request.answer(
        200,
        scalings.stream()
            .map(scaling -> Rendering.formation(app, type(app, scaling.type())))
            .toList());
  }

  /** All or nothing: nothing is scaled when one of them is above a limit. */
  private static void apply(App app, List<Scaling> scalings) {
    DynoLimitRules.check(app.formation().types(), scalings);
    app.formation().scale(scalings);
  }

  /** By its name or its id. */
  private static ProcessType type(App app, String wanted) {
    return app.formation().types().stream()
        .filter(type ->
            type.name().equals(wanted)
                || wanted.equals(Rendering.formation(app, type).getString("id")))
        .findFirst()
        .orElseThrow(() -> HerokuError.notFound("process type (" + wanted + ")"));
  }

  private static Scaling scaling(ProcessType type, JsonObject body) {
    Object quantity = body.getValue("quantity");
    DynoSize size = size(body).orElse(type.size());
    int wanted = quantity == null ? type.quantity() : quantity(quantity, type.quantity());
    return new Scaling(type.name(), wanted, size);
  }

  private static int quantity(Object value, int current) {
    if (value instanceof Integer number && number >= 0) {
      return number;
    }
    if (!(value instanceof String text) || !QUANTITY.matcher(text).matches()) {
      throw HerokuError.invalid("Invalid quantity: " + value + ".");
    }
    boolean relative = text.startsWith("+") || text.startsWith("-");
    int number = Integer.parseInt(text);
    return relative ? Math.max(0, current + number) : number;
  }

  static Optional<DynoSize> size(JsonObject body) {
    Object named = body.getValue("dyno_size", body.getValue("size"));
    Object name = named instanceof JsonObject object ? object.getValue("name") : named;
    return Optional.ofNullable(name).map(FormationRoutes::known);
  }

  private static DynoSize known(@Nullable Object name) {
    return DynoSize.named(String.valueOf(name))
        .orElseThrow(() -> HerokuError.invalid("Invalid dyno size: " + name + "."));
  }
}
