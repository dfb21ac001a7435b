package hma.sync;

import hma.postgres.DatabaseSession;
import hma.protocol.TableName;
import java.util.Collection;

/**
 * Locks on whole tables: <a
 * href="https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES">PostgreSQL,
 * 13.3.1 Table-Level Locks</a>.
 */
enum TableLock {
  /** Waits for nobody but who has a table to himself: what every reader takes. */
  ACCESS_SHARE("ACCESS SHARE"),

  /** Waits for writers and keeps them out; readers go on. */
  SHARE("SHARE"),

  /** As {@link #SHARE}, and only one at a time: what {@code CREATE TRIGGER} takes. */
  SHARE_ROW_EXCLUSIVE("SHARE ROW EXCLUSIVE"),

  /** One at a time, beside readers and writers: what {@code VALIDATE CONSTRAINT} takes. */
  SHARE_UPDATE_EXCLUSIVE("SHARE UPDATE EXCLUSIVE"),

  /** Waits for everybody and keeps everybody out. */
  ACCESS_EXCLUSIVE("ACCESS EXCLUSIVE");

  private final String mode;

  TableLock(String mode) {
    this.mode = mode;
  }

  /** Takes it on all of the tables, in their order. */
  void take(DatabaseSession session, String doing, Collection<TableName> tables) {
    if (!tables.isEmpty()) {
      session.run(doing, "LOCK TABLE " + Names.list("", tables) + " IN " + mode + " MODE");
    }
  }

  /** The modes, as {@code pg_locks} names them, that it does not have to wait for. */
  String[] compatible() {
    return switch (this) {
      case ACCESS_SHARE ->
          new String[] {
            "AccessShareLock",
            "RowShareLock",
            "RowExclusiveLock",
            "ShareUpdateExclusiveLock",
            "ShareLock",
            "ShareRowExclusiveLock",
            "ExclusiveLock"
          };
      case SHARE -> new String[] {"AccessShareLock", "RowShareLock", "ShareLock"};
      case SHARE_ROW_EXCLUSIVE -> new String[] {"AccessShareLock", "RowShareLock"};
      case SHARE_UPDATE_EXCLUSIVE ->
          new String[] {"AccessShareLock", "RowShareLock", "RowExclusiveLock"};
      case ACCESS_EXCLUSIVE -> new String[0];
    };
  }
}
