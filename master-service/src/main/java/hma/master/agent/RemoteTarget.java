package hma.master.agent;

import hma.protocol.Fingerprint;
import hma.protocol.MaterializedView;
import hma.protocol.MovedTable;
import hma.protocol.SequenceValue;
import hma.protocol.SiteResult;
import hma.protocol.TableChanges;
import hma.protocol.TargetCommand;
import hma.protocol.UnitChanges;
import hma.sync.LiveTarget;
import java.time.Instant;
import java.util.List;

/** A transaction that a session of the agent holds open. */
final class RemoteTarget extends RemoteSide implements LiveTarget {
  RemoteTarget(RemoteSession session) {
    super(session);
  }

  @Override
  public void prepare(TableChanges changes) {
    session().run(new TargetCommand.Prepare(changes));
  }

  @Override
  public Fingerprint proveChanged(MovedTable table) {
    return session()
        .ask(new TargetCommand.ProveChanged(table), SiteResult.Fingerprinted.class)
        .fingerprint();
  }

  @Override
  public void restore() {
    session().run(new TargetCommand.Restore());
  }

  @Override
  public void makeIndexes() {
    session().run(new TargetCommand.MakeIndexes());
  }

  @Override
  public void apply(List<UnitChanges> changes) {
    session().run(new TargetCommand.ApplyChanges(changes));
  }

  @Override
  public void restoreUnvalidated() {
    session().run(new TargetCommand.RestoreUnvalidated());
  }

  @Override
  public void computeViews(List<MaterializedView> views) {
    if (!views.isEmpty()) {
      session().run(new TargetCommand.ComputeViews(views));
    }
  }

  @Override
  public void setSequences(List<SequenceValue> values) {
    session().run(new TargetCommand.SetSequences(values));
  }

  @Override
  public void commit() {
    session().run(new TargetCommand.Commit());
  }

  @Override
  public void commitAsOf(Instant moment) {
    session().run(new TargetCommand.CommitAsOf(moment));
  }
}
