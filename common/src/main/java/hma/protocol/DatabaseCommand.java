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

  /**
   * Makes writes impossible on whatever the database holds of these tables; gives {@link
   * SiteResult.Done} once that is durable.
   */
  record FenceAll(Claim claim, TableSelection selection) implements DatabaseCommand {}

  /** Gives back what a fence took; gives {@link SiteResult.Done}. */
  record Lift(Claim claim) implements DatabaseCommand {}

  /**
   * Drops the sessions of the claim's switchover, then decides for good how its target transaction
   * ended: {@link SiteResult.Settled}.
   */
  record Settle(Claim claim) implements DatabaseCommand {}

  /** Logs what is written to the units from now on; gives {@link SiteResult.Done}. */
  record StartCapture(Claim claim, List<CaptureUnit> units) implements DatabaseCommand {
    /** Copies the list. */
    public StartCapture {
      units = List.copyOf(units);
    }
  }

  /**
   * Drops the sessions of the claim's switchover, then ends whatever logs changes; gives what is
   * still there as {@link SiteResult.Obstacles}.
   */
  record StopCapture(Claim claim) implements DatabaseCommand {}

  /** Asks what waits in the logs; gives {@link SiteResult.BacklogRead}. */
  record ReadBacklog(Claim claim, List<CaptureUnit> units) implements DatabaseCommand {
    /** Copies the list. */
    public ReadBacklog {
      units = List.copyOf(units);
    }
  }

  /** Makes the server's own vacuums of these tables give way; gives {@link SiteResult.Done}. */
  record EndVacuums(MovePlan plan) implements DatabaseCommand {}

  /** Validates the foreign keys that a live copy left; gives {@link SiteResult.Done}. */
  record Validate(Claim claim) implements DatabaseCommand {}

  /** Asks for a {@link SiteResult.SchemaStamped}. */
  record StampSchema(TableSelection selection) implements DatabaseCommand {}

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
