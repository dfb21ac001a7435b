package hma.master.switchover;

import hma.master.heroku.HerokuException;
import hma.master.journal.ProcessQuantity;
import hma.master.switchover.PreflightReport.Deployment;
import hma.master.switchover.PreflightReport.Skipped;
import hma.master.switchover.PreflightReport.TableForecast;
import hma.protocol.ProblemException;
import hma.protocol.Side;
import hma.protocol.SiteState;
import hma.protocol.TableName;
import hma.sync.Finding;
import hma.sync.Site;
import hma.sync.SkippedRelations;
import hma.workflow.TimeLimitExceeded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The checks of a switchover without a switchover, reported whole. */
final class PreflightLook {
  private final SwitchoverSupport support;
  private final BothSides sides;
  private final List<Finding> findings = new ArrayList<>();
  private boolean complete = true;
  private @Nullable Deployment deployment;

  PreflightLook(SwitchoverSupport support, BothSides sides) {
    this.support = support;
    this.sides = sides;
  }

  PreflightReport run() {
    Side from = sides.owner().owner();
    Optional<List<ProcessQuantity>> formation =
        attempt("asking Heroku", () -> support.worker(from).toRun());
    support
        .journal()
        .openings()
        .current()
        .filter(opening -> opening.isOpenUnder(sides.owner().epoch()))
        .ifPresent(opening ->
            findings.add(
                Finding.problem(String.valueOf(Admission.standbyOpen(opening).getMessage()))));
    formation.ifPresent(processes ->
        attempt(
            "asking Heroku",
            () -> {
              AppChecks.Found found = AppChecks.of(support, from, processes).look();
              deployment = found.deployment();
              return findings.addAll(found.findings());
            }));
    sides.check();
    Preflight.@Nullable DataChecks data =
        attempt("looking at the databases", () -> data(formation.orElse(List.of()))).orElse(null);
    return report(from, data);
  }

  private Preflight.DataChecks data(List<ProcessQuantity> formation) {
    Site source = sides.active();
    Site target = sides.standby();
    SiteState active = source.state();
    EpochAgreement.check(
            support.alarms(), source.side(), sides.owner().epoch(), active, target.state())
        .ifPresent(disagreement -> findings.add(Finding.problem(disagreement)));
    if (active.fencedRelations() > 0) {
      findings.add(
          Finding.warning(
              "the %s is active, but %d of its tables and sequences are fenced: its worker can't write there"
                  .formatted(source.side().label(), active.fencedRelations()),
              "switch over to the %s, where it can".formatted(source.side().other().label())));
    }
    Preflight.DataChecks data =
        new Preflight(support, source, target, formation).data(sides::check);
    findings.addAll(data.findings());
    if (support.rules().liveCopy().enabled()) {
      findings.add(
          Finding.note(ResumableChoice.of(data, support.rules().liveCopy().resumable()).why(), ""));
    }
    return data;
  }

  /** What can't be looked at keeps a switchover from starting, too. */
  private <T> Optional<T> attempt(String doing, Supplier<T> work) {
    try {
      return Optional.of(work.get());
    } catch (CalledOff over) {
      throw over;
    } catch (UnfitForSwitchover unfit) {
      findings.add(Finding.problem(String.valueOf(unfit.getMessage())));
    } catch (ProblemException | HerokuException | TimeLimitExceeded failure) {
      sides.check();
      findings.add(
          Finding.problem(
              "%s failed: %s".formatted(doing, failure.getMessage()), "see to it, then ask again"));
    }
    complete = false;
    return Optional.empty();
  }

  private PreflightReport report(Side from, Preflight.@Nullable DataChecks data) {
    List<TableForecast> tables =
        data == null
            ? List.of()
            : Forecasts.of(data.review().plan(), data.source().catalog(), data.target().catalog());
    long compareMs = sum(tables, TableForecast::compareMs);
    long copyMs = sum(tables, TableForecast::copyMs);
    Forecasts.Outages outages = outages(tables, data);
    List<Finding> sorted =
        findings.stream().distinct().sorted(Comparator.comparing(Finding::severity)).toList();
    return new PreflightReport(
        from,
        from.other(),
        complete && Finding.problems(findings).isEmpty(),
        complete,
        sorted,
        tables,
        data == null ? List.of() : skipped(data),
        sum(tables, TableForecast::rows),
        sum(tables, TableForecast::bytes),
        compareMs,
        copyMs,
        support.rules().liveCopy().enabled(),
        outages.likelyMs(),
        outages.longestMs(),
        deployment);
  }

  private Forecasts.Outages outages(
      List<TableForecast> tables, Preflight.@Nullable DataChecks data) {
    return data == null || !support.rules().liveCopy().enabled()
        ? Forecasts.standing(tables)
        : Forecasts.live(tables, data.choice().underFence());
  }

  private static long sum(List<TableForecast> tables, ToLongFunction<TableForecast> of) {
    return tables.stream().mapToLong(of).sum();
  }

  private static List<Skipped> skipped(Preflight.DataChecks data) {
    return SkippedRelations.of(data.source(), data.target()).stream()
        .map(skipped ->
            new Skipped(
                skipped.what(),
                skipped.names().stream().map(TableName::toString).toList(),
                skipped.why()))
        .toList();
  }
}
