package hma.protocol;

import java.util.List;

/**
 * A command that needs nothing open: it is complete in itself, may be repeated, and works outside a
 * session because recovery needs it there.
 */
public sealed interface DatabaseCommand extends SiteCommand {
  /** Asks for a {@link SiteResult.State}. */
  record ReadState() implements DatabaseCommand {}

  /** Makes a mastership known; gives {@link SiteResult.Done}. */
  record RaiseTerm(long term) implements DatabaseCommand {}

  /** Gives the first epoch; gives {@link SiteResult.Done}. */
  record Adopt(long epoch, long term) implements DatabaseCommand {}

  /** Asks for a {@link SiteResult.CatalogRead}. */
  record ReadCatalog(TableSelection selection) implements DatabaseCommand {}

  /** Asks for {@link SiteResult.Obstacles}. */
  record FindObstacles(MovePlan plan, SiteRole role) implements DatabaseCommand {}

  /** Asks for {@link SiteResult.ActivityRead}. */
  record ReadActivity() implements DatabaseCommand {}

  /** Ends the sessions of others; gives their number as {@link SiteResult.Count}. */
  record TerminateSessions() implements DatabaseCommand {}

  /** Makes writes impossible; gives {@link SiteResult.Done} once that is durable. */
  record Fence(Claim claim, MovePlan plan) implements DatabaseCommand {}

  /** Gives back what a fence took; gives {@link SiteResult.Done}. */
  record Lift(Claim claim) implements DatabaseCommand {}

  /**
   * Drops the sessions of the claim's switchover, then decides for good how its target transaction
   * ended: {@link SiteResult.Settled}.
   */
  record Settle(Claim claim) implements DatabaseCommand {}

  /** Asks for an {@link SiteResult.InventoryTaken}. */
  record TakeInventory(TableSelection selection) implements DatabaseCommand {}

  /** Makes the planner's statistics of these tables anew; gives {@link SiteResult.Analyzed}. */
  record Analyze(List<TableName> tables) implements DatabaseCommand {
    /** Copies the list. */
    public Analyze {
      tables = List.copyOf(tables);
    }
  }
}
