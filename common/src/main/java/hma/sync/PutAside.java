package hma.sync;

import hma.postgres.DatabaseSession;
import hma.protocol.MovePlan;
import hma.protocol.TableChanges;
import hma.protocol.TableName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What stands aside in the target's transaction while tables change: more with each of them. */
final class PutAside {
  private final DatabaseSession session;
  private final MovePlan plan;
  private final Set<TableName> changing = new HashSet<>();
  private final SuspendedForeignKeys foreignKeys;
  private final SuspendedIndexes indexes;
  private @Nullable SuspendedChecks checks;

  PutAside(DatabaseSession session, MovePlan plan, SuspendedForeignKeys foreignKeys) {
    this.session = session;
    this.plan = plan;
    this.foreignKeys = foreignKeys;
    this.indexes = SuspendedIndexes.none(session);
  }

  /** Puts aside what stands against these changes. */
  void prepare(TableChanges changes) {
    List<TableName> more = changes.all().stream().filter(changing::add).toList();
    if (!more.isEmpty()) {
      foreignKeys.drop(more);
    }
    if (checks == null) {
      checks = SuspendedChecks.drop(session, plan.relations());
    }
    if (!changes.whole().isEmpty()) {
      indexes.drop(plan, Set.copyOf(changes.whole()));
    }
  }

  void makeIndexes() {
    indexes.make();
  }

  /** Puts back all but the foreign keys. */
  SuspendedForeignKeys restore() {
    indexes.make();
    if (checks != null) {
      checks.add();
    }
    return foreignKeys;
  }
}
