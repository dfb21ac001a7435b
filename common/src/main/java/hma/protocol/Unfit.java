package hma.protocol;

import java.time.Instant;
import java.util.List;

/**
 * Why a database can't be activated as it is: a copy that is committed table by table was begun and
 * not completed, so its tables are of different moments and foreign keys are put aside. The next
 * switchover to it, or refresh of it, completes the copy.
 *
 * @param switchover that began the copy
 * @param since when it changed the first table
 * @param tables those that were changed, by name; never empty
 */
public record Unfit(String switchover, Instant since, List<TableName> tables) {
  /** Copies the list. */
  public Unfit {
    tables = List.copyOf(tables);
  }
}
