package hma.sync;

import static java.util.stream.Collectors.joining;

import hma.postgres.ChunkWriter;
import hma.postgres.CopyStreams;
import hma.postgres.DatabaseProblems;
import hma.postgres.DatabaseSession;
import hma.protocol.Afterwards;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.ProblemException;
import hma.protocol.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Everything that a switchover does to a target's tables, done to each of them in one transaction,
 * which is open afterwards and which the caller rolls back.
 */
final class TargetRehearsal {
  private final DatabaseSession session;
  private final LockPatience patience;
  private final MovePlan plan;
  private final Trials trials;
  private final List<Runnable> undoings = new ArrayList<>();

  TargetRehearsal(DatabaseSession session, LockPatience patience, MovePlan plan, Trials trials) {
    this.session = session;
    this.patience = patience;
    this.plan = plan;
    this.trials = trials;
  }

  /** Does it; what is refused is with the trials. */
  void run() {
    if (!opens()) {
      return;
    }
    session.run("preparing the transaction", "SET CONSTRAINTS ALL IMMEDIATE");
    boolean ready = trials.keeps(() -> new Fence(session).lift());
    for (TableName relation : plan.relations()) {
      ready &= trials.keeps(() -> take(relation));
    }
    trials.undone(() -> Rehearsal.makeTemporaryTable(session));
    ready &= trials.keeps(this::putAside);
    // Where one table can't be taken, the others would be refused because of it.
    if (ready && trials.keeps(this::empty)) {
      plan.tables().forEach(table -> trials.keeps(() -> load(table)));
      undoings.reversed().forEach(trials::keeps);
    }
  }

  /**
   * Opens the transaction as that of a switchover is opened. Where a lock is held or a right is
   * missing, it is opened anew with nothing in it: then each relation is tried alone, so that what
   * is refused can be named.
   *
   * @return whether nobody is in the way
   */
  private boolean opens() {
    try {
      TargetTransaction.begin(
          session, patience, new TargetFence(Rehearsal.CLAIM, plan, Afterwards.ACTIVE));
      return true;
    } catch (ProblemException problem) {
      boolean held = problem.problem().code().equals(SiteProblems.LOCKED);
      if (held) {
        trials.note(problem);
        Rehearsal.begin(session);
      } else if (problem.problem().code().equals(DatabaseProblems.REFUSED)) {
        session.run("rolling back", "ROLLBACK");
        Rehearsal.begin(session);
      } else {
        throw problem;
      }
      return !held;
    }
  }

  private void take(TableName relation) {
    TableLock.ACCESS_EXCLUSIVE.take(session, "locking " + relation, List.of(relation));
    SuspendedTriggers triggers = SuspendedTriggers.turnOff(session, List.of(relation));
    SuspendedForeignKeys foreignKeys = SuspendedForeignKeys.none(session).drop(List.of(relation));
    undoings.add(triggers::turnOn);
    undoings.add(foreignKeys::add);
  }

  private void empty() {
    if (!plan.tables().isEmpty()) {
      session.run(
          "emptying the tables",
          "TRUNCATE "
              + plan.tables().stream()
                  .map(table -> "ONLY " + Names.quoted(table.name()))
                  .collect(joining(", ")));
    }
  }

  /** What needs all foreign keys to be gone. */
  private void putAside() {
    Set<TableName> whole = plan.tables().stream().map(MovedTable::name).collect(Collectors.toSet());
    SuspendedRowSecurity rowSecurity = SuspendedRowSecurity.lift(session, plan.relations());
    SuspendedChecks checks = SuspendedChecks.drop(session, plan.relations());
    SuspendedIndexes indexes = SuspendedIndexes.none(session).drop(plan, whole);
    undoings.add(checks::add);
    undoings.add(indexes::make);
    undoings.addFirst(rowSecurity::force);
  }

  /**
   * A COPY of no rows, and where rows can be told apart a DELETE of none: a published table without
   * a replica identity takes the one and refuses the other.
   */
  private void load(MovedTable table) {
    if (!table.key().isEmpty()) {
      session.run(
          "deleting rows of " + table.name(),
          "DELETE FROM ONLY %s WHERE false".formatted(Names.quoted(table.name())));
    }
    String doing = "writing " + table.name();
    String sql = "COPY %s%s FROM STDIN".formatted(Names.quoted(table.name()), Names.columns(table));
    try (ChunkWriter writer =
        ChunkWriter.over(session.await(doing, CopyStreams.copyIn(session.connection(), sql)))) {
      DatabaseSession.translating(doing, () -> writer.finish(DatabaseSession.STATEMENT_LIMIT));
    }
  }
}
