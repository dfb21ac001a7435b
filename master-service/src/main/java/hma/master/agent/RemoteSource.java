package hma.master.agent;

import hma.protocol.Fingerprint;
import hma.protocol.MovedTable;
import hma.protocol.SequenceValue;
import hma.protocol.SiteResult;
import hma.protocol.SourceCommand;
import hma.sync.RowReader;
import hma.sync.Source;
import java.util.List;

/** A view that a session of the agent holds open. */
final class RemoteSource implements Source {
  private final RemoteSession session;

  RemoteSource(RemoteSession session) {
    this.session = session;
  }

  @Override
  public RowReader read(MovedTable table) {
    String export = AgentOperations.newId();
    session.ask(export, new SourceCommand.StartExport(table), SiteResult.Done.class);
    return new RemoteReader(session, export);
  }

  @Override
  public RowReader readHashes(MovedTable table, List<String> key) {
    String export = AgentOperations.newId();
    session.ask(export, new SourceCommand.StartHashExport(table, key), SiteResult.Done.class);
    return new RemoteReader(session, export);
  }

  @Override
  public Fingerprint fingerprint(MovedTable table) {
    return session
        .ask(new SourceCommand.FingerprintSource(table), SiteResult.Fingerprinted.class)
        .fingerprint();
  }

  @Override
  public List<SequenceValue> sequences() {
    return session.ask(new SourceCommand.ReadSequences(), SiteResult.SequenceValues.class).values();
  }

  @Override
  public void close() {
    session.close();
  }
}
