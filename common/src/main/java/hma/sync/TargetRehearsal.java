package hma.sync;

import static java.util.stream.Collectors.joining;

import hma.postgres.ChunkWriter;
import hma.postgres.CopyStreams;
import hma.postgres.DatabaseSession;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.ProblemException;
import hma.protocol.TableName;
import hma.workflow.Awaiting;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Everything that a switchover does to a target's tables, done to each of them in one transaction
 * that the caller rolls back.
 */
final class TargetRehearsal {
  private static final String WAITING = "waiting for other sessions on the target";
  private static final Duration PAUSE = Duration.ofMillis(200);

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
    if (!trials.keeps(this::waitForLocks)) {
      return;
    }
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
   * All at once, with more patience each time, since autovacuum gives way only after a second. What
   * was locked and granted is let go between: a vacuum that has to write about its table into the
   * catalog would wait for that, and we for its table.
   */
  private void waitForLocks() {
    for (int tries = 1; ; tries++) {
      session.run(
          "locking",
          "SAVEPOINT locking; SET LOCAL lock_timeout = " + patience.timeout(tries).toMillis());
      try {
        new Fence(session).lift();
        TableLock.ACCESS_EXCLUSIVE.take(session, WAITING, plan.relations());
        return;
      } catch (ProblemException problem) {
        session.run("locking", "ROLLBACK TO SAVEPOINT locking; RELEASE SAVEPOINT locking");
        if (!isHeld(problem)) {
          // Each is tried alone, so that what is refused can be named.
          return;
        }
        if (tries == patience.tries()) {
          throw SiteProblems.locked(
              WAITING,
              LockHolders.describe(session, TableLock.ACCESS_EXCLUSIVE, plan.relations()),
              problem);
        }
      }
      Awaiting.pause(PAUSE);
    }
  }

  private void take(TableName relation) {
    TableLock.ACCESS_EXCLUSIVE.take(session, "locking " + relation, List.of(relation));
    SuspendedTriggers triggers = SuspendedTriggers.turnOff(session, List.of(relation));
    SuspendedForeignKeys foreignKeys = SuspendedForeignKeys.none(session).drop(List.of(relation));
    undoings.add(triggers::turnOn);
    undoings.add(foreignKeys::add);
  }

  private static boolean isHeld(ProblemException problem) {
    return problem.getCause() instanceof PgException refused
        && ("55P03".equals(refused.getSqlState()) || "40P01".equals(refused.getSqlState()));
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

  /** A COPY of no rows. */
  private void load(MovedTable table) {
    String doing = "writing " + table.name();
    String sql = "COPY %s%s FROM STDIN".formatted(Names.quoted(table.name()), Names.columns(table));
    try (ChunkWriter writer =
        ChunkWriter.over(session.await(doing, CopyStreams.copyIn(session.connection(), sql)))) {
      DatabaseSession.translating(doing, () -> writer.finish(DatabaseSession.STATEMENT_LIMIT));
    }
  }
}
