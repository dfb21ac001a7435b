package hma.master.switchover;

import hma.config.ProcessRule;
import hma.master.heroku.HerokuException;
import hma.master.journal.JournaledSwitchover;
import hma.master.journal.LeftJournal;
import hma.master.journal.Ownership;
import hma.master.journal.ProcessQuantity;
import hma.protocol.CommitReceipt;
import hma.protocol.Side;
import hma.protocol.Unfit;
import hma.sync.SiteProblems;
import hma.sync.Standby;
import hma.workflow.TimeLimitExceeded;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds out what a failover would do. Changes nothing. */
final class FailoverPlanning {
  private final FailoverSupport support;
  private final Map<String, Integer> wanted;

  /**
   * For one failover.
   *
   * @param wanted quantities by process type that somebody asked for; empty for those that ran
   */
  FailoverPlanning(FailoverSupport support, Map<String, Integer> wanted) {
    this.support = support;
    this.wanted = Map.copyOf(wanted);
  }

  FailoverPlan plan() {
    Standby standby = standby();
    LeftJournal journal = support.leftJournal().get();
    Optional<JournaledSwitchover> left =
        journal.failover().filter(entry -> entry.to() == support.to());
    @Nullable CommitReceipt newest = standby.state().newest().orElse(null);
    // One that has not committed is begun anew: it may be an old story, under an old epoch.
    Optional<JournaledSwitchover> resumed =
        left.filter(entry -> newest != null && newest.switchover().equals(entry.id()));
    boolean committed = resumed.isPresent();
    FailoverSupport.Reach reach =
        committed
            ? new FailoverSupport.Reach(false, "not asked: this side is active already")
            : support.otherSide().look();
    OtherFormation other = otherFormation();
    return new FailoverPlan(
        support.to(),
        support.worker().app().name(),
        support.otherApp(),
        resumed
            .map(JournaledSwitchover::epoch)
            .orElseGet(() ->
                standby.epochOfFailover(journal.ownership().map(Ownership::epoch).orElse(0L))),
        standby.freshAsOf().orElse(null),
        newest,
        standby.state().fencedRelations() > 0,
        reach.healthy(),
        reach.evidence(),
        other.unknown(),
        resumed
            .map(failover -> failover.facts().formation())
            .orElseGet(() -> start(told(journal, left), other.formation())),
        resumed.map(JournaledSwitchover::id).orElse(null),
        committed);
  }

  private Standby standby() {
    Side to = support.to();
    Standby standby =
        support
            .standby()
            .standby()
            .orElseThrow(() ->
                new FailoverRefused(
                    "the database of DATABASE_URL has no schema hma: it is no standby of HMA. Give the %s's own DATABASE_URL"
                        .formatted(to.label())));
    if (standby.side().isPresent() && standby.side().get() != to) {
      throw new FailoverRefused(
          "DATABASE_URL is the %s's database, but the %s is to be active: give the %s's own DATABASE_URL, as in heroku config:get DATABASE_URL -a %s"
              .formatted(
                  standby.side().get().label(),
                  to.label(),
                  to.label(),
                  support.worker().app().name()));
    }
    Optional<Unfit> unfit = standby.state().unfit();
    if (unfit.isPresent()) {
      throw new FailoverRefused(
          "the %s's database can't be activated: %s. Restore a backup of it, or reach the %s again and refresh it"
              .formatted(to.label(), SiteProblems.reason(unfit.get()), to.other().label()));
    }
    return standby;
  }

  /** What Heroku says of the other side's worker, or why it does not. */
  private record OtherFormation(List<ProcessQuantity> formation, @Nullable String unknown) {}

  private OtherFormation otherFormation() {
    Side other = support.to().other();
    if (support.otherWorker().isEmpty()) {
      return new OtherFormation(List.of(), "%s_HEROKU_TOKEN is not set".formatted(other.name()));
    }
    try {
      return new OtherFormation(support.otherWorker().get().formation(), null);
    } catch (HerokuException | TimeLimitExceeded silent) {
      return new OtherFormation(List.of(), silent.getMessage());
    }
  }

  /** What was to run, as this database was told last: by one that has stopped the other side. */
  private static List<ProcessQuantity> told(
      LeftJournal journal, Optional<JournaledSwitchover> left) {
    return left.map(failover -> failover.facts().formation())
        .or(() -> journal.ownership().map(Ownership::formation))
        .orElse(List.of());
  }

  /**
   * Who asks says how many, else what is fixed does, else the other side's quantities, else what
   * this database was told last, else one of each. Sizes that are not fixed are the other side's,
   * or those that this side's app has.
   */
  private List<ProcessQuantity> start(List<ProcessQuantity> told, List<ProcessQuantity> other) {
    refuseUnknown();
    List<ProcessQuantity> running = running(other);
    List<ProcessQuantity> known = running.isEmpty() ? running(told) : running;
    List<ProcessQuantity> present = support.worker().formation();
    List<ProcessQuantity> start =
        support.rules().processes().stream()
            .map(rule ->
                new ProcessQuantity(
                    rule.type(), quantity(rule, known), size(rule, running, present)))
            .filter(process -> process.quantity() > 0)
            .toList();
    List<String> obstacles = new ArrayList<>(support.worker().obstacles(start));
    if (start.isEmpty()) {
      obstacles.add("no process would be started: say which with --quantity TYPE=N");
    }
    if (!obstacles.isEmpty()) {
      throw new FailoverRefused(String.join("; ", obstacles));
    }
    return start;
  }

  /** Left out, a slip of the keyboard would start less than was meant. */
  private void refuseUnknown() {
    List<String> unknown =
        wanted.entrySet().stream()
            .filter(
                entry -> !support.rules().types().contains(entry.getKey()) || entry.getValue() < 0)
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .sorted()
            .toList();
    if (!unknown.isEmpty()) {
      throw new FailoverRefused(
          "--quantity %s can't be: the worker's processes are %s (HMA_PROCESSES), each 0 or more"
              .formatted(String.join(", ", unknown), String.join(", ", support.rules().types())));
    }
  }

  private List<ProcessQuantity> running(List<ProcessQuantity> formation) {
    return formation.stream()
        .filter(process -> support.rules().types().contains(process.type()))
        .filter(process -> process.quantity() > 0)
        .toList();
  }

  private int quantity(ProcessRule rule, List<ProcessQuantity> known) {
    if (!wanted.isEmpty()) {
      return wanted.getOrDefault(rule.type(), 0);
    }
    return rule.quantity().orElseGet(() -> carriedOver(rule.type(), known));
  }

  private static int carriedOver(String type, List<ProcessQuantity> known) {
    return known.isEmpty()
        ? 1
        : known.stream()
            .filter(process -> process.type().equals(type))
            .mapToInt(ProcessQuantity::quantity)
            .sum();
  }

  private static String size(
      ProcessRule rule, List<ProcessQuantity> running, List<ProcessQuantity> present) {
    Stream<String> carriedOver =
        Stream.concat(running.stream(), present.stream())
            .filter(process -> process.type().equals(rule.type()))
            .map(ProcessQuantity::size);
    return Stream.concat(rule.size().stream(), carriedOver).findFirst().orElse("");
  }
}
