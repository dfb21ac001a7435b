package hma.sandbox.demo;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The table at the demo's end. */
final class DemoSummary {
  private static final String ROW = "  %-16s %-14s %10s %14s %12s %12s%n";

  private DemoSummary() {}

  /** Prints what the switchovers took, what the record says and every failure. */
  static void print(DemoResult result, PrintWriter out) {
    out.println();
    out.printf(Locale.ROOT, ROW, "switchover", "phase", "duration", "rows", "bytes", "rate");
    for (int index = 0; index < result.legs().size(); index++) {
      printLeg(result.legs().get(index), outage(result, index), out);
    }
    result.ledger().ifPresent(ledger -> printLedger(ledger, out));
    result.failures().forEach(failure -> out.println("  FAILED: " + failure));
    out.flush();
  }

  private static void printLeg(Leg leg, String outage, PrintWriter out) {
    leg.phases().forEach(phase -> printRow(leg.title(), phase, out));
    Switchover end = leg.switchover();
    printRow(leg.title(), new Phase(end.state(), leg.total(), end.rows(), end.bytes()), out);
    out.printf(
        Locale.ROOT,
        "  %-16s %-14s %10s   (the master says: stop %s, cut-over %s, boot %s)%n",
        leg.title(),
        "outage",
        outage,
        seconds(end, "stopMs"),
        seconds(end, "cutOverMs"),
        seconds(end, "bootMs"));
  }

  private static String seconds(Switchover switchover, String member) {
    return switchover.measured(member).map(Quantities::seconds).orElse("-");
  }

  private static void printRow(String title, Phase phase, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        ROW,
        title,
        phase.name(),
        Quantities.seconds(phase.duration()),
        Quantities.count(phase.rows()),
        Quantities.bytes(phase.bytes()),
        Quantities.rate(phase.bytes(), phase.duration()));
  }

  private static void printLedger(LedgerFindings ledger, PrintWriter out) {
    out.println();
    out.printf(
        Locale.ROOT,
        "  ledger: %s commits acknowledged, %d lost, %d duplicated, %d ms of two workers%n",
        Quantities.count(ledger.acknowledged()),
        ledger.lost().size(),
        ledger.duplicated().size(),
        ledger.overlapMs());
  }

  private static String outage(DemoResult result, int index) {
    List<Handover> handovers = result.ledger().map(LedgerFindings::handovers).orElse(List.of());
    return index < handovers.size() ? Quantities.seconds(handovers.get(index).outage()) : "-";
  }
}
