package hma.sandbox.demo;

import java.util.List;
import java.util.Optional;

/**
 * How the demo ended.
 *
 * @param legs the switchovers, as far as it came
 * @param ledger what the workers' record says; empty where it could not be checked
 * @param failures a line for each thing that is not as it should be; none means it passed
 */
record DemoResult(List<Leg> legs, Optional<LedgerFindings> ledger, List<String> failures) {
  /** Keeps copies of the lists. */
  DemoResult {
    legs = List.copyOf(legs);
    failures = List.copyOf(failures);
  }

  /** Whether everything is as it should be. */
  boolean passed() {
    return failures.isEmpty();
  }
}
