package hma.sync;

import hma.postgres.DatabaseSession;
import hma.postgres.Postgres;
import hma.protocol.TableName;
import java.util.List;
import java.util.function.Function;

/**
 * How a transaction that changes a side's data begins: what the fence took is given back first
 * ({@link TargetFence}), since a fenced owner may neither lock nor load its tables.
 */
final class TargetTransaction {
  private static final String WAITING = "waiting for other sessions on the target";

  private TargetTransaction() {}

  /**
   * Opens one on a connection of its own, which is closed where that fails.
   *
   * @param using takes the session, and closes it later
   */
  static <T> T open(
      Postgres postgres,
      LockPatience patience,
      TargetFence fence,
      Function<DatabaseSession, T> using) {
    DatabaseSession session = DatabaseSession.open(postgres);
    try {
      // What could commit nothing is not to lock tables: they may be those of the active side.
      new StateRow(session).check(fence.claim());
      begin(session, patience, fence);
      session.run(
          "preparing the transaction",
          // What COPY leaves to be checked at the end would forbid ALTER TABLE.
          "SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL lock_timeout = '10s'; "
              + OpenTables.settings());
      return using.apply(session);
    } catch (RuntimeException failure) {
      session.close();
      throw failure;
    }
  }

  /** Opens the transaction, with its locks and what the fence took. */
  static void begin(DatabaseSession session, LockPatience patience, TargetFence fence) {
    List<TableName> relations = fence.plan().relations();
    new PatientTransaction(session, patience, TableLock.ACCESS_EXCLUSIVE, relations)
        .open(WAITING, () -> lock(session, fence));
  }

  /** All at once and first, so that no lock has to be made stronger later. */
  private static void lock(DatabaseSession session, TargetFence fence) {
    fence.open(session);
    TableLock.ACCESS_EXCLUSIVE.take(session, WAITING, fence.plan().relations());
  }
}
