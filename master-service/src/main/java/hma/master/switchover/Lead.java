package hma.master.switchover;

import hma.master.journal.Deposed;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This process's lead: how it is taken, renewed and lost, and what is done under it. */
final class Lead {
  private static final Logger log = LoggerFactory.getLogger(Lead.class);
  private static final Duration RUN_LIMIT = Duration.ofDays(1);
  private static final Duration JOURNAL_SILENCE = Duration.ofSeconds(30);
  private static final String SILENT = "journal-silent";

  private final SwitchoverSupport support;
  private final Runs runs;
  private final Instant begunAt;
  private final AtomicBoolean taking = new AtomicBoolean();
  private volatile boolean deposed;

  /** Has none yet. */
  Lead(SwitchoverSupport support, Runs runs) {
    this.support = support;
    this.runs = runs;
    this.begunAt = support.clock().instant();
  }

  /** Takes it, waiting for as long as another process has it; asking meanwhile changes nothing. */
  Future<Void> takeOnce() {
    if (!taking.compareAndSet(false, true)) {
      return Future.succeededFuture();
    }
    return support
        .workflows()
        .start("lead", this::take)
        .onComplete(taken -> taking.set(false))
        .mapEmpty();
  }

  /**
   * A run of the former term must have found out that it is deposed before there is a new one:
   * under that it would go on, beside its own resumption.
   */
  private long take() {
    runs.underWay().awaitEnd(RUN_LIMIT);
    runs.forgetOwner();
    long term = support.leadership().take();
    runs.load();
    deposed = false;
    return term;
  }

  /** Takes it unless another process has it; whether this one has it then. */
  Future<Boolean> takeIfFree() {
    return support
        .workflows()
        .start(
            "lead",
            () -> {
              boolean leads = support.leadership().takeIfFree();
              if (leads) {
                runs.load();
              }
              return leads;
            });
  }

  /** Whether this process has it, as far as it knows. */
  boolean holds() {
    return support.leadership().term() != 0 && !deposed;
  }

  /** Its term; 0 where this process has none, as far as it knows. */
  long term() {
    return holds() ? support.leadership().term() : 0;
  }

  /**
   * Checks that this process has it.
   *
   * @throws hma.protocol.ProblemException 503 {@code not-ready} where it has not
   */
  void check() {
    if (!holds()) {
      throw Admission.notLeading(deposed || support.leadership().standsIn());
    }
  }

  /** As {@link #check}, but lets pass who has none yet. */
  void checkNotLost() {
    if (deposed) {
      check();
    }
  }

  /** Renews it; another master's is noticed here at the latest. */
  Future<Void> beat() {
    if (deposed) {
      return takeAgain();
    }
    return support.leadership().term() == 0
        ? Future.succeededFuture()
        : guarded("beat", support.leadership()::beat);
  }

  /**
   * Raises an alarm while the journal's database is silent, be it that this process waits for it or
   * has never reached it: what waits can't tell.
   */
  void watchJournal() {
    Instant known = support.leadership().heardAt();
    Instant heard = known.isAfter(begunAt) ? known : begunAt;
    if (heard.plus(JOURNAL_SILENCE).isBefore(support.clock().instant())) {
      support
          .alarms()
          .raise(
              SILENT,
              "the master's database has not answered since %s: nothing can begin, what runs waits for it, and nobody looks after the workers. The log says why; look at it with heroku pg:info"
                  .formatted(heard.truncatedTo(ChronoUnit.SECONDS)));
    } else {
      support.alarms().clear(SILENT);
    }
  }

  /** Does something by the clock, which is done again whether it succeeds or not. */
  Future<Void> guarded(String name, Runnable work) {
    Callable<Boolean> callable =
        () -> {
          work.run();
          return true;
        };
    return support
        .workflows()
        .start(name, callable)
        .<Void>mapEmpty()
        .recover(failure -> {
          if (failure instanceof Deposed deposition) {
            lost(deposition);
          } else {
            log.atWarn().addKeyValue("work", name).log("it failed: {}", failure.getMessage());
          }
          return Future.succeededFuture();
        });
  }

  /** Does something that somebody has asked for. */
  <T> Future<T> work(String name, Callable<T> work) {
    return support
        .workflows()
        .start(name, work)
        .recover(failure -> {
          if (!(failure instanceof Deposed deposition)) {
            return Future.failedFuture(failure);
          }
          lost(deposition);
          return Future.failedFuture(Admission.notLeading(true));
        });
  }

  /** Of a term that is long over somebody may hear late: that says nothing of this one. */
  void lost(Deposed deposition) {
    if (deposition.term() != support.leadership().term()) {
      return;
    }
    log.atError().log(deposition.getMessage());
    runs.forgetOwner();
    support.alarms().leaveAll();
    deposed = true;
    takeAgain();
  }

  /** Where it fails, the next beat tries it again. */
  private Future<Void> takeAgain() {
    if (runs.stopping()) {
      return Future.succeededFuture();
    }
    return takeOnce()
        .onFailure(failure ->
            log.atWarn().log("this master can't lead again yet: {}", failure.getMessage()))
        .otherwiseEmpty();
  }
}
