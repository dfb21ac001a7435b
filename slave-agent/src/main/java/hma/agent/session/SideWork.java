package hma.agent.session;

import hma.agent.work.PreparedSite;
import hma.agent.work.Tasks;
import hma.protocol.AgentProblems;
import hma.protocol.DataCommand;
import hma.protocol.SessionCommand;
import hma.protocol.SiteResult;
import hma.protocol.SourceCommand;
import hma.protocol.SourceCommand.BeginRound;
import hma.protocol.SourceCommand.CloseSource;
import hma.protocol.SourceCommand.ExportSnapshot;
import hma.protocol.SourceCommand.FindRewritten;
import hma.protocol.SourceCommand.FinishRound;
import hma.protocol.SourceCommand.JoinSource;
import hma.protocol.SourceCommand.OpenRounds;
import hma.protocol.SourceCommand.OpenSource;
import hma.protocol.SourceCommand.ReadViewVersions;
import hma.protocol.TargetCommand;
import hma.protocol.TargetCommand.ApplyChanges;
import hma.protocol.TargetCommand.CloseTarget;
import hma.protocol.TargetCommand.Commit;
import hma.protocol.TargetCommand.CommitAsOf;
import hma.protocol.TargetCommand.ComputeViews;
import hma.protocol.TargetCommand.MakeIndexes;
import hma.protocol.TargetCommand.OpenLiveTarget;
import hma.protocol.TargetCommand.OpenResumableTarget;
import hma.protocol.TargetCommand.OpenTarget;
import hma.protocol.TargetCommand.Prepare;
import hma.protocol.TargetCommand.ProveChanged;
import hma.protocol.TargetCommand.Restore;
import hma.protocol.TargetCommand.RestoreUnvalidated;
import hma.protocol.TargetCommand.SetSequences;
import hma.sync.LiveTarget;
import hma.sync.OpenSide;
import hma.sync.Source;
import hma.sync.SourceRounds;
import hma.sync.Target;
import java.util.function.Supplier;

/** Carries out the commands about the one source or target that a session holds open. */
final class SideWork {
  private final PreparedSite site;
  private final Tasks tasks;
  private final Kept<OpenSide> side = new Kept<>("source or target", OpenSide::close);
  private final DataWork data;

  SideWork(PreparedSite site, Tasks tasks) {
    this.site = site;
    this.tasks = tasks;
    this.data = new DataWork(side::get, tasks);
  }

  /** The streams. */
  DataWork data() {
    return data;
  }

  /** Carries a command out; blocks. The operation's id becomes the name of a stream. */
  SiteResult run(String operation, SessionCommand command) {
    return switch (command) {
      case DataCommand asked -> data.run(operation, asked);
      case SourceCommand asked -> run(asked);
      case TargetCommand asked -> run(asked);
    };
  }

  private SiteResult run(SourceCommand command) {
    return switch (command) {
      case OpenSource(var claim, var plan, var writers) ->
          open(() -> site.get().openSource(claim, plan, writers));
      case JoinSource(var claim, var plan, var snapshot) ->
          open(() -> site.get().joinSource(claim, plan, snapshot));
      case OpenRounds(var claim, var plan, var units) ->
          open(() -> site.get().openRounds(claim, plan, units));
      case BeginRound(int mostBytes) -> new SiteResult.RoundBegun(rounds().begin(mostBytes));
      case FinishRound() -> done(() -> rounds().finish());
      case ExportSnapshot() -> new SiteResult.SnapshotExported(source().exportSnapshot());
      case FindRewritten() -> new SiteResult.Rewritten(source().rewritten());
      case ReadViewVersions() -> new SiteResult.ViewVersions(rounds().viewVersions());
      case CloseSource() -> close();
    };
  }

  private SiteResult run(TargetCommand command) {
    return switch (command) {
      case OpenTarget(var claim, var plan) -> open(() -> site.get().openTarget(claim, plan));
      case OpenLiveTarget(var claim, var plan, var units, var afterwards) ->
          open(() -> site.get().openLiveTarget(claim, plan, units, afterwards));
      case OpenResumableTarget(var claim, var plan) ->
          open(() -> site.get().openResumableTarget(claim, plan));
      case MakeIndexes() -> done(() -> liveTarget().makeIndexes());
      case ApplyChanges(var changes) -> done(() -> liveTarget().apply(changes));
      case RestoreUnvalidated() -> done(() -> liveTarget().restoreUnvalidated());
      case ComputeViews(var views) -> done(() -> liveTarget().computeViews(views));
      case Prepare(var changes) -> done(() -> target().prepare(changes));
      case ProveChanged(var table) -> new SiteResult.Fingerprinted(target().proveChanged(table));
      case Restore() -> done(() -> target().restore());
      case SetSequences(var values) -> done(() -> target().setSequences(values));
      case Commit() -> done(() -> target().commit());
      case CommitAsOf(var moment) -> done(() -> liveTarget().commitAsOf(moment));
      case CloseTarget() -> close();
    };
  }

  /** Ends everything for good; a target rolls back unless committed. */
  void shut() {
    data.shut();
    side.shut();
  }

  private SiteResult open(Supplier<OpenSide> opening) {
    return done(() -> side.open(() -> tasks.shielded(opening)));
  }

  private SiteResult close() {
    data.end();
    return done(side::release);
  }

  private Source source() {
    return as(Source.class);
  }

  private SourceRounds rounds() {
    return as(SourceRounds.class);
  }

  private Target target() {
    return as(Target.class);
  }

  private LiveTarget liveTarget() {
    return as(LiveTarget.class);
  }

  private <T extends OpenSide> T as(Class<T> wanted) {
    OpenSide open = side.get();
    if (!wanted.isInstance(open)) {
      throw AgentProblems.outOfOrder(
          "what this session has open is no %s: open one in another session"
              .formatted(wanted.getSimpleName()));
    }
    return wanted.cast(open);
  }

  private static SiteResult done(Runnable work) {
    work.run();
    return new SiteResult.Done();
  }
}
