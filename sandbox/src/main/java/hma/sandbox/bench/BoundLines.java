package hma.sandbox.bench;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;

/** Bounds for a terminal, and what else a report ends with. */
final class BoundLines {
  private BoundLines() {}

  /** Prints the bounds, and what there is to say of the machine. */
  static void print(Iterable<Bound> bounds, Machine machine, PrintWriter out) {
    out.println();
    bounds.forEach(bound -> print(bound, out));
    out.printf(
        Locale.ROOT, "  load in the minute before: %s%n", Rendering.number(machine.loadBefore()));
    machine.missing().forEach(missing -> out.println("  missing: " + missing));
    out.flush();
  }

  private static void print(Bound bound, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "  %-12s %s: %s (cold %s, at most %s %s)%n",
        bound.verdict(),
        bound.what(),
        shown(bound.warm()),
        shown(bound.cold()),
        limit(bound),
        bound.unit());
  }

  static String shown(Optional<Double> value) {
    return value.map(Rendering::number).orElse("-");
  }

  static String limit(Bound bound) {
    return bound.judged() ? Rendering.number(bound.limit()) : "any";
  }
}
