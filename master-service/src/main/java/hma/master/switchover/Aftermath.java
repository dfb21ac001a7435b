package hma.master.switchover;

import hma.master.journal.Deposed;
import hma.protocol.Analysis;
import hma.protocol.ProblemException;
import hma.protocol.TableName;
import hma.sync.HeldViews;
import hma.sync.Listed;
import hma.sync.PlainText;
import hma.sync.RowDifferences;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is left to be done once the target's worker runs: nothing of it keeps it from working. */
final class Aftermath {
  private static final Logger log = LoggerFactory.getLogger(Aftermath.class);

  /** What stands when both sides were not equal at the commit. */
  static final String DIFFERENT = "sides-differed-at-the-commit";

  private final RunParts run;
  private final Optional<HeldViews> held;

  Aftermath(RunParts run, Optional<HeldViews> held) {
    this.run = run;
    this.held = held;
  }

  /**
   * Does all of it.
   *
   * @param up whether the target's worker runs
   */
  void run(boolean up) {
    held.ifPresent(this::compare);
    if (run.begun(Step.CAPTURE)) {
      run.insist(
          "validating-the-foreign-keys",
          () -> {
            run.sites().wakeAgent();
            run.step(Step.VALIDATE, this::validate);
          });
      EndingCapture.insist(run);
    }
    if (up && !run.begun(Step.SLEEP_AGENT)) {
      run.insist("renewing-the-statistics", this::renewStatistics);
    }
  }

  private void validate() {
    try {
      run.target().validate(run.claim());
    } catch (ProblemException problem) {
      if (!Overtaking.explains(problem, run.target(), run.claim())) {
        throw problem;
      }
      log.atWarn().addKeyValue("switchover", run.claim().switchover()).log(problem.getMessage());
    }
  }

  /** A second look: that it can't be finished says nothing against the first. */
  private void compare(HeldViews views) {
    try (views) {
      run.step(Step.COMPARE_HELD, () -> compared(views.compare(run.signals()::checkStopping)));
    } catch (StepFailed failed) {
      log.atWarn()
          .addKeyValue("switchover", run.claim().switchover())
          .log("the second comparison was not finished: {}", failed.getMessage());
    }
  }

  /** Whoever asks sees the step and the alarm: they count rows, and only the log names keys. */
  private Noted<HeldViews.Findings> compared(HeldViews.Findings findings) {
    List<String> notes = new ArrayList<>();
    if (findings.different().isEmpty()) {
      run.support().alarms().clear(DIFFERENT);
    } else {
      findings.different().forEach(this::logRows);
      String names = Listed.of(findings.different().stream().map(Aftermath::counted).toList());
      notes.add("different: " + names);
      run.support()
          .alarms()
          .raise(
              DIFFERENT,
              "when switchover %s committed, both sides did not hold the same of %s: the master's log names the first keys; stop the worker and compare (./hma compare --rows 10)"
                  .formatted(run.claim().switchover(), names));
    }
    if (!findings.untold().isEmpty()) {
      List<String> names = findings.untold().stream().map(TableName::toString).toList();
      notes.add("emptied or rewritten since, so not compared: " + Listed.of(names));
    }
    return new Noted<>(findings, notes.isEmpty() ? "equal" : String.join("; ", notes));
  }

  private void logRows(HeldViews.Different table) {
    table
        .rows()
        .ifPresent(found ->
            log.atError()
                .addKeyValue("switchover", run.claim().switchover())
                .addKeyValue("table", table.table())
                .log(
                    "rows that differed at the commit: {}",
                    String.join(", ", found.rows().stream().map(this::shown).toList())));
  }

  private String shown(RowDifferences.DifferingRow row) {
    String key = PlainText.of(row.key());
    return switch (row.way()) {
      case ONLY_FIRST -> key + " only on the " + run.source().side().label();
      case ONLY_SECOND -> key + " only on the " + run.target().side().label();
      case CHANGED -> key + " with other values";
    };
  }

  private static String counted(HeldViews.Different table) {
    return table
        .rows()
        .map(found ->
            "%s (%s%d rows)"
                .formatted(table.table(), found.whole() ? "" : "more than ", found.count()))
        .orElse(table.table().toString());
  }

  /** Only the journal can fail here: a worker with old statistics is slower, but it works. */
  private void renewStatistics() {
    List<TableName> loaded = run.loadedWhole();
    if (!loaded.isEmpty()) {
      run.step(Step.ANALYZE, () -> new Noted<>(loaded, analyze(loaded)));
    }
  }

  /** Says what came of it. */
  private String analyze(List<TableName> tables) {
    try {
      Analysis analysis = run.target().analyze(tables);
      String renewed = "%d tables have new statistics".formatted(analysis.renewed());
      return analysis.skipped().isEmpty()
          ? renewed
          : renewed + ", not so " + Listed.of(analysis.skipped());
    } catch (Deposed | ServiceStopping over) {
      throw over;
    } catch (RuntimeException failure) {
      return "left to autovacuum: " + failure.getMessage();
    }
  }
}
