package hma.sync;

import static java.util.stream.Collectors.joining;

import hma.postgres.DatabaseProblems;
import hma.postgres.DatabaseSession;
import hma.postgres.Identifiers;
import hma.postgres.Postgres;
import hma.protocol.Claim;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.ProblemException;
import hma.protocol.TableChanges;
import hma.protocol.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Does each thing that a side will have to do, in a transaction that is rolled back, and gathers
 * what is refused.
 */
final class Rehearsal {
  private static final Claim CLAIM = new Claim("rehearsal", 0, 0);
  private static final Set<String> REFUSALS =
      Set.of(DatabaseProblems.REFUSED, SiteProblems.LOCKED, SiteProblems.FENCE_INCOMPLETE);

  private final Postgres postgres;
  private final LockPatience patience;
  private final MovePlan plan;
  private final List<String> refusals = new ArrayList<>();

  Rehearsal(Postgres postgres, LockPatience patience, MovePlan plan) {
    this.postgres = postgres;
    this.patience = patience;
    this.plan = plan;
  }

  /** Reading and fencing, without a lock that a writer could feel. */
  List<String> source() {
    try (DatabaseSession session = DatabaseSession.open(postgres)) {
      session.run("opening a transaction", "BEGIN");
      undone(session, () -> makeTemporaryTable(session)).ifPresent(refusals::add);
      each(session, withoutForced(session), tables -> read(session, tables));
      each(session, plan.sequences(), sequences -> Sequences.read(session, sequences));
      each(session, plan.relations(), tables -> fence(session, tables, List.of()));
      each(session, plan.sequences(), sequences -> fence(session, List.of(), sequences));
      session.run("rolling back", "ROLLBACK");
    }
    return refusals;
  }

  /** Opening, emptying and restoring all tables; setting each sequence to what it is. */
  List<String> target() {
    refusal(
            () -> {
              try (Target target = PostgresTarget.open(postgres, patience, CLAIM, plan)) {
                target.prepare(
                    new TableChanges(
                        plan.tables().stream().map(MovedTable::name).toList(), List.of()));
                target.restore();
              }
            })
        .ifPresent(refusals::add);
    try (DatabaseSession session = DatabaseSession.open(postgres)) {
      session.run("opening a transaction", "BEGIN");
      undone(session, () -> makeTemporaryTable(session)).ifPresent(refusals::add);
      each(session, plan.sequences(), sequences -> set(session, sequences));
      session.run("rolling back", "ROLLBACK");
    }
    return refusals;
  }

  /** Forced row security is taken off before they are read, with a lock that writers would feel. */
  private List<MovedTable> withoutForced(DatabaseSession session) {
    Set<TableName> forced = SuspendedRowSecurity.forced(session, plan.relations());
    return plan.tables().stream().filter(table -> !forced.contains(table.name())).toList();
  }

  private static void makeTemporaryTable(DatabaseSession session) {
    session.run(
        "making a temporary table, which GRANT TEMPORARY ON DATABASE allows",
        "CREATE TEMP TABLE hma_rehearsal (n integer) ON COMMIT DROP");
  }

  private static void read(DatabaseSession session, List<MovedTable> tables) {
    for (MovedTable table : tables) {
      session.run(
          "reading " + table.name(),
          "SELECT %s FROM ONLY %s LIMIT 0"
              .formatted(
                  table.compared().stream()
                      .map(column -> Identifiers.quote(column.name()))
                      .collect(joining(", ")),
                  Names.quoted(table.name())));
    }
  }

  private static void fence(
      DatabaseSession session, List<TableName> tables, List<TableName> sequences) {
    Fence fence = new Fence(session);
    fence.record(CLAIM.switchover(), tables, sequences);
    fence.revoke();
  }

  private static void set(DatabaseSession session, List<TableName> sequences) {
    new Fence(session).lift();
    Sequences.set(session, Sequences.read(session, sequences));
  }

  /** All at once; where that is refused, one by one. Nothing of it stays. */
  private <T> void each(DatabaseSession session, List<T> items, Consumer<List<T>> action) {
    if (undone(session, () -> action.accept(items)).isPresent()) {
      items.forEach(
          item -> undone(session, () -> action.accept(List.of(item))).ifPresent(refusals::add));
    }
  }

  private static Optional<String> undone(DatabaseSession session, Runnable action) {
    session.run("rehearsing", "SAVEPOINT rehearsal");
    Optional<String> refusal = refusal(action);
    session.run("rehearsing", "ROLLBACK TO SAVEPOINT rehearsal; RELEASE SAVEPOINT rehearsal");
    return refusal;
  }

  private static Optional<String> refusal(Runnable action) {
    try {
      action.run();
      return Optional.empty();
    } catch (ProblemException problem) {
      if (!REFUSALS.contains(problem.problem().code())) {
        throw problem;
      }
      return Optional.of(problem.problem().detail());
    }
  }
}
