package hma.sync;

import hma.postgres.DatabaseSession;
import hma.protocol.ProblemException;
import hma.protocol.TableName;
import java.util.Collection;
import java.util.List;

/**
 * Vacuums that the server started by itself. One gives way to whoever has waited for its lock for
 * {@code deadlock_timeout} (1 s): time that the fence would spend while no worker runs. <a
 * href="https://www.postgresql.org/docs/current/routine-vacuuming.html#AUTOVACUUM">PostgreSQL,
 * 25.1.6 The Autovacuum Daemon</a>.
 */
final class ServerVacuums {
  /** As many as a server runs at a time, unless somebody allows it more. */
  private static final int LOOKS = 3;

  private final DatabaseSession session;
  private final Collection<TableName> relations;

  ServerVacuums(DatabaseSession session, Collection<TableName> relations) {
    this.session = session;
    this.relations = relations;
  }

  /**
   * Makes them give way, by waiting for a lock that is in no writer's way. One that somebody gave
   * the order for, or that keeps transaction numbers from running out, goes on.
   */
  void giveWay() {
    for (int look = 0; look < LOOKS; look++) {
      List<TableName> vacuumed = LockHolders.vacuumed(session, relations);
      if (vacuumed.isEmpty()) {
        return;
      }
      vacuumed.forEach(this::waitFor);
    }
  }

  private void waitFor(TableName table) {
    PatientTransaction waiting =
        new PatientTransaction(
            session,
            new LockPatience(LockPatience.OUTLASTS_A_VACUUM, LockPatience.OUTLASTS_A_VACUUM, 1),
            TableLock.SHARE_UPDATE_EXCLUSIVE,
            List.of(table));
    String doing = "waiting for a vacuum of " + table;
    try {
      waiting.open(
          doing,
          () -> {
            TableLock.SHARE_UPDATE_EXCLUSIVE.take(session, doing, List.of(table));
            session.run(doing, "ROLLBACK");
          });
    } catch (ProblemException problem) {
      if (!problem.problem().code().equals(SiteProblems.LOCKED)) {
        throw problem;
      }
    }
  }
}
