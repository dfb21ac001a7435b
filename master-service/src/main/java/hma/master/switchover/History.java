package hma.master.switchover;

import hma.master.journal.PastSwitchovers;
import hma.postgres.DatabaseProblems;
import hma.protocol.ProblemException;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What is found of switchovers, refreshes and rehearsals of now and of the past. */
final class History {
  /** Well within the 30 s after which the router answers for us. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final SwitchoverSupport support;
  private final PastSwitchovers past;
  private final RunUnderWay underWay;

  /**
   * Of one journal.
   *
   * @param past answers those who ask for what is over
   * @param underWay what runs, of which the journal does not hold the newest state
   */
  History(SwitchoverSupport support, PastSwitchovers past, RunUnderWay underWay) {
    this.support = support;
    this.past = past;
    this.underWay = underWay;
  }

  /** As {@link Switchovers#find}. */
  Future<Optional<SwitchoverView>> find(String id) {
    SwitchoverView running = underWay.view();
    if (running != null && running.id().equals(id)) {
      return Future.succeededFuture(Optional.of(running));
    }
    return SwitchoverIds.isId(id)
        ? read(() -> past.summary(id).map(SwitchoverView::fromAnyVersion))
        : Future.succeededFuture(Optional.empty());
  }

  /** As {@link Switchovers#history}. */
  Future<SwitchoverPage> page(HistoryQuery query) {
    Optional<String> before = query.before();
    if (before.isPresent() && !SwitchoverIds.isId(before.get())) {
      return Future.failedFuture(Switchovers.unknown(before.get()));
    }
    return read(() -> {
      List<SwitchoverView> newest = newest(query);
      if (newest.isEmpty() && before.isPresent() && past.summary(before.get()).isEmpty()) {
        throw Switchovers.unknown(before.get());
      }
      return SwitchoverPage.of(newest, query.limit());
    });
  }

  /** One more than is asked for, which shows that there are more. */
  private List<SwitchoverView> newest(HistoryQuery query) {
    return past.summaries(query.before(), query.kind(), query.limit() + 1).stream()
        .map(SwitchoverView::fromAnyVersion)
        .map(underWay::asItIsNow)
        .toList();
  }

  private <T> Future<T> read(Callable<T> reading) {
    if (support.leadership().term() == 0) {
      return Future.failedFuture(Admission.notLeading(support.leadership().standsIn()));
    }
    return support
        .workflows()
        .start("read", reading)
        .timeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
        .recover(History::silent);
  }

  private static <T> Future<T> silent(Throwable failure) {
    boolean silent =
        failure instanceof TimeoutException
            || (failure instanceof ProblemException problem
                && problem.problem().code().equals(DatabaseProblems.UNREACHABLE));
    return Future.failedFuture(silent ? Admission.journalSilent() : failure);
  }
}
