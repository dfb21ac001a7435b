package hma.agent.work;

import hma.protocol.DatabaseCommand;
import hma.protocol.DatabaseCommand.Adopt;
import hma.protocol.DatabaseCommand.Analyze;
import hma.protocol.DatabaseCommand.EndVacuums;
import hma.protocol.DatabaseCommand.Fence;
import hma.protocol.DatabaseCommand.FenceAll;
import hma.protocol.DatabaseCommand.FindObstacles;
import hma.protocol.DatabaseCommand.Lift;
import hma.protocol.DatabaseCommand.RaiseTerm;
import hma.protocol.DatabaseCommand.ReadActivity;
import hma.protocol.DatabaseCommand.ReadBacklog;
import hma.protocol.DatabaseCommand.ReadCatalog;
import hma.protocol.DatabaseCommand.ReadState;
import hma.protocol.DatabaseCommand.Settle;
import hma.protocol.DatabaseCommand.StampSchema;
import hma.protocol.DatabaseCommand.StartCapture;
import hma.protocol.DatabaseCommand.StopCapture;
import hma.protocol.DatabaseCommand.TakeInventory;
import hma.protocol.DatabaseCommand.TerminateSessions;
import hma.protocol.DatabaseCommand.Validate;
import hma.protocol.SiteResult;
import hma.sync.LiveSite;

/** Carries out the commands that need no session. */
public final class DatabaseCommands {
  private final PreparedSite site;
  private final SwitchoverSessions sessions;

  /** What settling a switchover has to end first. */
  public interface SwitchoverSessions {
    /** Drops the sessions that serve a switchover and waits until they are closed. */
    void dropSessionsOf(String switchover);
  }

  /** Commands on this site. */
  public DatabaseCommands(PreparedSite site, SwitchoverSessions sessions) {
    this.site = site;
    this.sessions = sessions;
  }

  /** Carries a command out; blocks. */
  public SiteResult run(DatabaseCommand command) {
    LiveSite database = site.get();
    return switch (command) {
      case ReadState() -> new SiteResult.State(database.state());
      case ReadCatalog(var selection) -> new SiteResult.CatalogRead(database.catalog(selection));
      case FindObstacles(var plan, var role) ->
          new SiteResult.Obstacles(database.obstacles(plan, role));
      case ReadActivity() -> new SiteResult.ActivityRead(database.activity());
      case TerminateSessions() -> new SiteResult.Count(database.terminateSessions());
      case RaiseTerm(long term) -> done(() -> database.raiseTerm(term));
      case Adopt(long epoch, long term) -> done(() -> database.adopt(epoch, term));
      case Fence(var claim, var plan) -> done(() -> database.fence(claim, plan));
      case FenceAll(var claim, var selection) -> done(() -> database.fenceAll(claim, selection));
      case Lift(var claim) -> done(() -> database.lift(claim));
      case StartCapture(var claim, var units) -> done(() -> database.startCapture(claim, units));
      case StopCapture stop -> stopCapture(database, stop);
      case ReadBacklog(var claim, var units) ->
          new SiteResult.BacklogRead(database.backlog(claim, units));
      case EndVacuums(var plan) -> done(() -> database.endVacuums(plan));
      case Validate(var claim) -> done(() -> database.validate(claim));
      case StampSchema(var selection) ->
          new SiteResult.SchemaStamped(database.schemaStamp(selection));
      case TakeInventory(var selection) ->
          new SiteResult.InventoryTaken(database.inventory(selection));
      case Analyze(var tables) -> new SiteResult.Analyzed(database.analyze(tables));
      case Settle settle -> settle(database, settle);
    };
  }

  /** An open target of the switchover would keep the settling waiting for its transaction. */
  private SiteResult settle(LiveSite database, Settle settle) {
    sessions.dropSessionsOf(settle.claim().switchover());
    return new SiteResult.Settled(database.settle(settle.claim()));
  }

  /** What a former master left open holds the tables whose triggers are to be dropped. */
  private SiteResult stopCapture(LiveSite database, StopCapture stop) {
    sessions.dropSessionsOf(stop.claim().switchover());
    return new SiteResult.Obstacles(database.stopCapture(stop.claim()));
  }

  private static SiteResult done(Runnable work) {
    work.run();
    return new SiteResult.Done();
  }
}
