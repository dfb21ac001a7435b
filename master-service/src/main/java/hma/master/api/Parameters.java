package hma.master.api;

import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** Reads the parameters of a query, strictly. */
final class Parameters {
  private Parameters() {}

  /**
   * A whole number from 1 on.
   *
   * @throws hma.protocol.ProblemException of status 422, naming what is wrong
   */
  static Optional<Integer> number(RoutingContext context, String name, int most) {
    List<String> given = context.queryParam(name);
    if (given.isEmpty()) {
      return Optional.empty();
    }
    try {
      int number = Integer.parseInt(given.getFirst());
      if (given.size() == 1 && number >= 1 && number <= most) {
        return Optional.of(number);
      }
    } catch (NumberFormatException none) {
      // Told below.
    }
    throw RequestReader.bad(
        "the parameter '%s' must be one number from 1 to %d".formatted(name, most));
  }

  /**
   * Any text.
   *
   * @throws hma.protocol.ProblemException of status 422 where it is given twice
   */
  static Optional<String> text(RoutingContext context, String name) {
    List<String> given = context.queryParam(name);
    if (given.size() > 1) {
      throw RequestReader.bad("the parameter '%s' is given more than once".formatted(name));
    }
    return given.stream().findFirst();
  }
}
