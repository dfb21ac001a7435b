package hma.sandbox.chaos;

import hma.sandbox.demo.LedgerFindings;
import hma.sandbox.demo.Quantities;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A run's result, for people and as JSON. */
final class ChaosReport {
  private ChaosReport() {}

  /** In a few lines; where something must never be, with what is needed to find out why. */
  static void print(ChaosResult result, PrintWriter out) {
    ChaosPlan plan = result.plan();
    out.println();
    out.printf(
        "  seed %d, %d s: %d mishaps (%s)%n",
        plan.seed(), plan.length().toSeconds(), sum(result.mishaps()), told(result.mishaps()));
    out.printf("  they met: %s%n", told(result.struck()));
    out.printf(
        "  %d switchovers (%s), %d refreshes (%s)%n",
        sum(result.switchovers()),
        told(result.switchovers()),
        sum(result.refreshes()),
        told(result.refreshes()));
    if (!result.alarms().isEmpty()) {
      out.printf("  alarms meanwhile: %s%n", String.join(", ", sorted(result.alarms()).keySet()));
    }
    result.ledger().ifPresent(ledger -> print(ledger, out));
    result.violations().forEach(violation -> out.println("  VIOLATION: " + violation));
    result.logs().ifPresent(logs -> print(plan, logs, out));
    out.flush();
  }

  static JsonObject json(ChaosResult result) {
    ChaosPlan plan = result.plan();
    return new JsonObject()
        .put("result", result.passed() ? "PASS" : "FAIL")
        .put("seed", plan.seed())
        .put("seconds", plan.length().toSeconds())
        .put("mishaps", json(result.mishaps()))
        .put("struck", json(result.struck()))
        .put("switchovers", json(result.switchovers()))
        .put("refreshes", json(result.refreshes()))
        .put("alarms", json(result.alarms()))
        .put("ledger", result.ledger().map(ChaosReport::json).orElse(null))
        .put("violations", new JsonArray(result.violations()))
        .put("logs", result.logs().map(Path::toString).orElse(null));
  }

  private static void print(LedgerFindings ledger, PrintWriter out) {
    out.printf(
        "  ledger: %s commits acknowledged, %d lost, %d duplicated%n",
        Quantities.count(ledger.acknowledged()), ledger.lost().size(), ledger.duplicated().size());
  }

  private static void print(ChaosPlan plan, Path logs, PrintWriter out) {
    out.println("  the trace, the journal and all logs: " + logs);
    out.printf(
        "  again: ./hma chaos --seconds %d --seed %d --rows %d%n",
        plan.length().toSeconds(), plan.seed(), plan.rows());
  }

  private static JsonObject json(LedgerFindings ledger) {
    return new JsonObject()
        .put("acknowledged", ledger.acknowledged())
        .put("lost", ledger.lost().size())
        .put("duplicated", ledger.duplicated().size());
  }

  private static JsonObject json(Map<String, Integer> counts) {
    JsonObject json = new JsonObject();
    sorted(counts).forEach(json::put);
    return json;
  }

  private static int sum(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static String told(Map<String, Integer> counts) {
    return counts.isEmpty()
        ? "none"
        : sorted(counts).entrySet().stream()
            .map(each -> each.getValue() + " " + each.getKey())
            .collect(Collectors.joining(", "));
  }

  private static Map<String, Integer> sorted(Map<String, Integer> counts) {
    return new TreeMap<>(counts);
  }
}
