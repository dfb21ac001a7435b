package hma.sandbox.heroku;

import hma.sandbox.dyno.DynoSize;
import hma.sandbox.dyno.ProcessType;
import hma.sandbox.dyno.Scaling;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many dynos may run (<a href="https://devcenter.heroku.com/articles/dyno-types">Dyno
 * Types</a>): one per type for Eco and Basic, and two per app for Eco.
 */
final class DynoLimitRules {
  private DynoLimitRules() {}

  static void check(List<ProcessType> types, List<Scaling> scalings) {
    Map<String, Scaling> after = new LinkedHashMap<>();
    for (ProcessType type : types) {
      after.put(type.name(), new Scaling(type.name(), type.quantity(), type.size()));
    }
    for (Scaling scaling : scalings) {
      if (scaling.quantity() > scaling.size().perType()) {
        throw HerokuError.aboveLimit(scaling.size().perType(), scaling.size().label());
      }
      after.put(scaling.type(), scaling);
    }
    int eco =
        after.values().stream()
            .filter(scaling -> scaling.size() == DynoSize.ECO)
            .mapToInt(Scaling::quantity)
            .sum();
    if (eco > DynoSize.ECO_DYNOS_PER_APP) {
      throw HerokuError.aboveLimit(DynoSize.ECO_DYNOS_PER_APP, DynoSize.ECO.label());
    }
  }
}
