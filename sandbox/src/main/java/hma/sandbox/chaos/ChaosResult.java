package hma.sandbox.chaos;

import hma.sandbox.demo.LedgerFindings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a run ended.
 *
 * @param plan what was asked for
 * @param mishaps how often what went wrong
 * @param struck how many of them while which step was under way
 * @param switchovers how many ended as what
 * @param refreshes the same of refreshes
 * @param alarms which stood at how many looks
 * @param ledger what the workers' record says; empty where it could not be checked
 * @param violations a line for each thing that must never be; none means that it passed
 * @param logs where everything is kept; only where something must never be
 */
record ChaosResult(
    ChaosPlan plan,
    Map<String, Integer> mishaps,
    Map<String, Integer> struck,
    Map<String, Integer> switchovers,
    Map<String, Integer> refreshes,
    Map<String, Integer> alarms,
    Optional<LedgerFindings> ledger,
    List<String> violations,
    Optional<Path> logs) {
  /** Keeps copies. */
  ChaosResult {
    mishaps = Map.copyOf(mishaps);
    struck = Map.copyOf(struck);
    switchovers = Map.copyOf(switchovers);
    refreshes = Map.copyOf(refreshes);
    alarms = Map.copyOf(alarms);
    violations = List.copyOf(violations);
  }

  /** Whether nothing happened that must never be. */
  boolean passed() {
    return violations.isEmpty();
  }
}
