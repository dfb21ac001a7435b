package hma.master.api;

import hma.protocol.Problem;
import hma.protocol.ProblemException;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** Reads the parameters of a query, strictly, and knows what is said of one that is wrong. */
final class Parameters {
  private Parameters() {}

  /**
   * A whole number from 1 on.
   *
   * @throws ProblemException of status 422, naming what is wrong
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
    throw bad("the parameter '%s' must be one number from 1 to %d".formatted(name, most));
  }

  /**
   * Any text.
   *
   * @throws ProblemException of status 422 where it is given twice
   */
  static Optional<String> text(RoutingContext context, String name) {
    List<String> given = context.queryParam(name);
    if (given.size() > 1) {
      throw bad("the parameter '%s' is given more than once".formatted(name));
    }
    return given.stream().findFirst();
  }

  static ProblemException bad(String detail) {
    return new Problem(422, "bad-parameter", "A parameter can't be used", detail, false)
        .asException();
  }
}
