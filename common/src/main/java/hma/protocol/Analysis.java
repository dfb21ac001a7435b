package hma.protocol;

import java.util.List;

/**
 * What came of making the planner's statistics of tables anew.
 *
 * @param renewed how many tables have new ones; a partitioned table counts as one with its parts
 * @param skipped the others, each with what kept it from them
 */
public record Analysis(int renewed, List<String> skipped) {
  /** Copies the list. */
  public Analysis {
    skipped = List.copyOf(skipped);
  }
}
