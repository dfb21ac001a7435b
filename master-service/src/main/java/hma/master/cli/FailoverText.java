package hma.master.cli;

import hma.master.journal.ProcessQuantity;
import hma.master.switchover.FailoverPlan;
import hma.protocol.CommitReceipt;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a failover would do, for people. */
final class FailoverText {
  private FailoverText() {}

  static List<String> of(FailoverPlan plan) {
    List<String> lines = new ArrayList<>();
    String to = plan.to().label();
    String from = plan.to().other().label();
    lines.add("failover    to the %s, app %s, epoch %d".formatted(to, plan.app(), plan.epoch()));
    lines.add("%-11s %s".formatted(from, plan.otherSide()));
    lines.add("loss        " + loss(plan));
    lines.add("stops       " + stops(plan));
    lines.add("starts      " + starts(plan));
    if (plan.resumes() != null) {
      lines.add("resumes     %s, which has made this side active".formatted(plan.resumes()));
    }
    return lines;
  }

  private static String loss(FailoverPlan plan) {
    if (plan.committed()) {
      return "was accepted before";
    }
    String from = plan.to().other().label();
    if (plan.freshAsOf() != null) {
      return "everything committed on the %s since %s".formatted(from, plan.freshAsOf());
    }
    CommitReceipt copy = plan.lastCopy();
    if (copy == null) {
      return "HMA never brought this database up to date: nothing is known of what it lacks of the %s"
          .formatted(from);
    }
    String since =
        "everything committed on the %s since %s, when %s was committed here"
            .formatted(from, copy.decidedAt(), copy.switchover());
    return plan.fenced()
        ? since
        : since + "; nothing, if the %s has been active all along".formatted(plan.to().label());
  }

  private static String stops(FailoverPlan plan) {
    return plan.split() == null
        ? "the worker of app " + plan.otherApp()
        : "NOT CONFIRMED for app %s: %s".formatted(plan.otherApp(), plan.split());
  }

  private static String starts(FailoverPlan plan) {
    return plan.start().stream().map(FailoverText::process).collect(Collectors.joining(", "));
  }

  private static String process(ProcessQuantity process) {
    return "%s=%d (%s)".formatted(process.type(), process.quantity(), process.size());
  }
}
