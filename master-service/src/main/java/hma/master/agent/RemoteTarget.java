package hma.master.agent;

import hma.protocol.Fingerprint;
import hma.protocol.MovedTable;
import hma.protocol.SequenceValue;
import hma.protocol.SiteResult;
import hma.protocol.TargetCommand;
import hma.sync.RowWriter;
import hma.sync.Target;
import java.util.List;

/** A transaction that a session of the agent holds open. */
final class RemoteTarget implements Target {
  private final RemoteSession session;

  RemoteTarget(RemoteSession session) {
    this.session = session;
  }

  @Override
  public RowWriter write(MovedTable table) {
    String operation = AgentOperations.newId();
    session.ask(operation, new TargetCommand.StartImport(table), SiteResult.Done.class);
    return new RemoteWriter(session, operation);
  }

  @Override
  public void restore() {
    session.run(new TargetCommand.Restore());
  }

  @Override
  public void setSequences(List<SequenceValue> values) {
    session.run(new TargetCommand.SetSequences(values));
  }

  @Override
  public Fingerprint fingerprint(MovedTable table) {
    return session
        .ask(new TargetCommand.FingerprintTarget(table), SiteResult.Fingerprinted.class)
        .fingerprint();
  }

  @Override
  public List<SequenceValue> sequences() {
    return session
        .ask(new TargetCommand.ReadTargetSequences(), SiteResult.SequenceValues.class)
        .values();
  }

  @Override
  public void commit() {
    session.run(new TargetCommand.Commit());
  }

  @Override
  public void close() {
    session.close();
  }
}
