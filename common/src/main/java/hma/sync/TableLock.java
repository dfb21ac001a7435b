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
  /** Waits for writers and keeps them out; readers go on. */
  SHARE("SHARE"),

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
      case SHARE -> new String[] {"AccessShareLock", "RowShareLock", "ShareLock"};
      case ACCESS_EXCLUSIVE -> new String[0];
    };
  }
}
