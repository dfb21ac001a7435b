package hma.sync;

import hma.protocol.Catalog;
import hma.protocol.ForeignKey;
import hma.protocol.MovePlan;
import hma.protocol.TableName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a comparison of both catalogs says.
 *
 * @param findings what differs; without a problem among them the plan is the whole move
 * @param plan the tables and sequences that fit; where there are problems, what can still be
 *     compared
 */
public record SchemaReview(List<Finding> findings, MovePlan plan) {
  /** Copies the list. */
  public SchemaReview {
    findings = List.copyOf(findings);
  }

  /**
   * What can be rehearsed on the target: a table can't be emptied while another one refers to it
   * that is not in the plan, and whose foreign key therefore stays.
   */
  public MovePlan rehearsable(Catalog target) {
    Set<TableName> kept = new HashSet<>(plan.relations());
    boolean changed = true;
    while (changed) {
      changed = false;
      for (ForeignKey key : target.foreignKeys()) {
        changed |= !kept.contains(key.table()) && kept.remove(key.references());
      }
    }
    return new MovePlan(
        plan.relations().stream().filter(kept::contains).toList(),
        plan.tables().stream().filter(table -> kept.contains(table.name())).toList(),
        plan.sequences(),
        List.of(),
        plan.forced());
  }
}
