package hma.master.inspection;

import hma.master.switchover.CalledOff;
import hma.protocol.ProblemException;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The newest inspections of one kind; older ones are forgotten. */
final class KeptInspections<R> {
  private static final Logger log = LoggerFactory.getLogger(KeptInspections.class);
  private static final int MOST = 20;

  private final InstantSource clock;
  private final Map<String, InspectionView<R>> known =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, InspectionView<R>> eldest) {
          return size() > MOST;
        }
      };

  KeptInspections(InstantSource clock) {
    this.clock = clock;
  }

  /** Keeps one that has just begun. */
  InspectionView<R> keep(String id, Future<R> end) {
    Instant begun = clock.instant();
    InspectionView<R> running =
        new InspectionView<>(id, InspectionView.State.RUNNING, begun, null, null, null);
    put(running);
    end.onComplete(result -> put(ended(running, result.result(), result.cause())));
    return running;
  }

  synchronized Optional<InspectionView<R>> find(String id) {
    return Optional.ofNullable(known.get(id));
  }

  private synchronized void put(InspectionView<R> view) {
    known.put(view.id(), view);
  }

  private InspectionView<R> ended(
      InspectionView<R> running, @Nullable R report, @Nullable Throwable failure) {
    return new InspectionView<>(
        running.id(),
        failure == null ? InspectionView.State.DONE : InspectionView.State.FAILED,
        running.startedAt(),
        clock.instant(),
        failure == null ? null : reason(failure),
        report);
  }

  private static String reason(Throwable failure) {
    if (failure instanceof CalledOff || failure instanceof ProblemException) {
      return String.valueOf(failure.getMessage());
    }
    log.atError().setCause(failure).log("an inspection ended unexpectedly");
    return "it ended unexpectedly: see the master's log";
  }
}
