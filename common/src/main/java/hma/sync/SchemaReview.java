package hma.sync;

import hma.protocol.MovePlan;
import java.util.List;

/**
 * What a comparison of both catalogs says.
 *
 * @param findings what differs; without a problem among them the plan is the whole move
 * @param plan the tables and sequences that fit; where there are problems, what can still be
 *     rehearsed and compared
 */
public record SchemaReview(List<Finding> findings, MovePlan plan) {
  /** Copies the list. */
  public SchemaReview {
    findings = List.copyOf(findings);
  }
}
