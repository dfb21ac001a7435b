package hma.sync;

import hma.postgres.DatabaseProblems;
import hma.postgres.DatabaseSession;
import hma.protocol.ProblemException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Things tried in a transaction, each on its own: what is refused is gathered. */
final class Trials {
  private static final Set<String> REFUSALS =
      Set.of(DatabaseProblems.REFUSED, SiteProblems.LOCKED, SiteProblems.FENCE_INCOMPLETE);

  private final DatabaseSession session;
  private final Set<String> refusals = new LinkedHashSet<>();

  /** In an open transaction of this session. */
  Trials(DatabaseSession session) {
    this.session = session;
  }

  /** What was refused so far. */
  List<String> refusals() {
    return List.copyOf(refusals);
  }

  /** All at once; where that is refused, one by one. Nothing of it stays. */
  <T> void each(List<T> items, Consumer<List<T>> action) {
    if (attempt(() -> action.accept(items), true).isPresent()) {
      items.forEach(item -> undone(() -> action.accept(List.of(item))));
    }
  }

  /** Nothing of it stays. */
  void undone(Runnable action) {
    attempt(action, true).ifPresent(refusals::add);
  }

  /** What succeeds stays until the transaction's end; returns whether it did. */
  boolean keeps(Runnable action) {
    Optional<String> refusal = attempt(action, false);
    refusal.ifPresent(refusals::add);
    return refusal.isEmpty();
  }

  /** Gathers what was refused outside of a trial. */
  void note(ProblemException refused) {
    refusals.add(refusal(refused));
  }

  /** Gathers what was found to be refused without trying it. */
  void note(String refused) {
    refusals.add(refused);
  }

  private Optional<String> attempt(Runnable action, boolean undo) {
    session.run("rehearsing", "SAVEPOINT rehearsal");
    Optional<String> refusal = refusal(action);
    session.run(
        "rehearsing",
        undo || refusal.isPresent()
            ? "ROLLBACK TO SAVEPOINT rehearsal; RELEASE SAVEPOINT rehearsal"
            : "RELEASE SAVEPOINT rehearsal");
    return refusal;
  }

  private static Optional<String> refusal(Runnable action) {
    try {
      action.run();
      return Optional.empty();
    } catch (ProblemException problem) {
      return Optional.of(refusal(problem));
    }
  }

  private static String refusal(ProblemException problem) {
    if (!REFUSALS.contains(problem.problem().code())) {
      throw problem;
    }
    return problem.problem().detail();
  }
}
