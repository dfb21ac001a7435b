package hma.master.agent;

import hma.protocol.Cargo;
import hma.protocol.DataCommand;
import hma.protocol.Extent;
import hma.protocol.Fingerprint;
import hma.protocol.MovedTable;
import hma.protocol.SequenceValue;
import hma.protocol.SiteResult;
import hma.protocol.SurveyedTable;
import hma.protocol.TableName;
import hma.protocol.TableTotals;
import hma.sync.OpenSide;
import hma.sync.RowReader;
import hma.sync.RowWriter;
import java.util.List;

/** What a session of the agent holds open, be it a view or a transaction. */
class RemoteSide implements OpenSide {
  private final RemoteSession session;

  RemoteSide(RemoteSession session) {
    this.session = session;
  }

  RemoteSession session() {
    return session;
  }

  @Override
  public List<Extent> extents(List<TableName> tables) {
    return session.ask(new DataCommand.ReadExtents(tables), SiteResult.Extents.class).extents();
  }

  @Override
  public List<TableTotals> survey(List<SurveyedTable> tables) {
    return session.ask(new DataCommand.Survey(tables), SiteResult.Surveyed.class).totals();
  }

  @Override
  public RowReader read(MovedTable table, Cargo cargo) {
    String export = AgentOperations.newId();
    session.ask(export, new DataCommand.StartExport(table, cargo), SiteResult.Done.class);
    return new RemoteReader(session, export);
  }

  @Override
  public RowWriter write(MovedTable table, Cargo cargo) {
    String operation = AgentOperations.newId();
    session.ask(operation, new DataCommand.StartImport(table, cargo), SiteResult.Done.class);
    return new RemoteWriter(session, operation);
  }

  @Override
  public Fingerprint fingerprint(MovedTable table) {
    return session
        .ask(new DataCommand.TakeFingerprint(table), SiteResult.Fingerprinted.class)
        .fingerprint();
  }

  @Override
  public List<SequenceValue> sequences() {
    return session.ask(new DataCommand.ReadSequences(), SiteResult.SequenceValues.class).values();
  }

  @Override
  public void close() {
    session.close();
  }
}
