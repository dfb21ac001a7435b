package hma.agent.session;

import hma.agent.work.PreparedSite;
import hma.agent.work.Tasks;
import hma.protocol.AgentProblems;
import hma.protocol.Claim;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.SiteResult;
import hma.protocol.TargetCommand;
import hma.protocol.TargetCommand.AbandonImport;
import hma.protocol.TargetCommand.CloseTarget;
import hma.protocol.TargetCommand.Commit;
import hma.protocol.TargetCommand.FingerprintTarget;
import hma.protocol.TargetCommand.FinishImport;
import hma.protocol.TargetCommand.OpenTarget;
import hma.protocol.TargetCommand.ReadTargetSequences;
import hma.protocol.TargetCommand.Restore;
import hma.protocol.TargetCommand.SetSequences;
import hma.protocol.TargetCommand.StartImport;
import hma.sync.Target;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Carries out the commands about a session's target. */
final class TargetWork {
  private final PreparedSite site;
  private final Tasks tasks;
  private final Kept<Target> target = new Kept<>("target", Target::close);
  private final AtomicReference<@Nullable ImportStream> imported = new AtomicReference<>();

  TargetWork(PreparedSite site, Tasks tasks) {
    this.site = site;
    this.tasks = tasks;
  }

  /** Carries a command out; blocks. The operation's id becomes the name of an import. */
  SiteResult run(String operation, TargetCommand command) {
    return switch (command) {
      case OpenTarget(var claim, var plan) -> open(claim, plan);
      case StartImport(var table) -> done(() -> startImport(operation, table));
      case FinishImport(long chunks) -> finishImport(chunks);
      case AbandonImport() -> done(this::abandonImport);
      case Restore() -> done(() -> target.get().restore());
      case SetSequences(var values) -> done(() -> target.get().setSequences(values));
      case FingerprintTarget(var table) ->
          new SiteResult.Fingerprinted(target.get().fingerprint(table));
      case ReadTargetSequences() -> new SiteResult.SequenceValues(target.get().sequences());
      case Commit() -> done(() -> target.get().commit());
      case CloseTarget() ->
          done(() -> {
            imported.set(null);
            target.release();
          });
    };
  }

  /**
   * The open import of this operation.
   *
   * @throws hma.protocol.ProblemException {@code unknown-operation} when another or none is open
   */
  ImportStream importing(String operation) {
    ImportStream open = imported.get();
    if (open == null || !open.operation().equals(operation)) {
      throw AgentProblems.unknownOperation(operation);
    }
    return open;
  }

  /** Ends everything for good; rolls back unless committed. */
  void shut() {
    abandonImport();
    target.shut();
  }

  private SiteResult open(Claim claim, MovePlan plan) {
    return done(() -> target.open(() -> tasks.shielded(() -> site.get().openTarget(claim, plan))));
  }

  private void startImport(String operation, MovedTable table) {
    if (imported.get() != null) {
      throw AgentProblems.outOfOrder("an import is open already: finish or abandon it first");
    }
    imported.set(new ImportStream(operation, target.get().write(table), tasks));
  }

  private SiteResult finishImport(long chunks) {
    ImportStream open = imported.get();
    if (open == null) {
      throw AgentProblems.outOfOrder("no import is open: start one first");
    }
    long rows = open.finish(chunks);
    imported.set(null);
    return new SiteResult.Count(rows);
  }

  private void abandonImport() {
    ImportStream open = imported.getAndSet(null);
    if (open != null) {
      open.abandon();
    }
  }

  private static SiteResult done(Runnable work) {
    work.run();
    return new SiteResult.Done();
  }
}
