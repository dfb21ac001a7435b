package hma.master.agent;

import hma.protocol.MovePlan;
import hma.protocol.SiteResult;
import hma.protocol.SourceCommand;
import hma.protocol.TableName;
import hma.sync.Source;
import java.util.List;
import java.util.function.BiFunction;

/** A view that a session of the agent holds open. */
class RemoteSource extends RemoteSide implements Source {
  private final BiFunction<MovePlan, String, Source> joining;

  /**
   * On an open session.
   *
   * @param joining opens another one on a snapshot
   */
  RemoteSource(RemoteSession session, BiFunction<MovePlan, String, Source> joining) {
    super(session);
    this.joining = joining;
  }

  @Override
  public String exportSnapshot() {
    return session()
        .ask(new SourceCommand.ExportSnapshot(), SiteResult.SnapshotExported.class)
        .snapshot();
  }

  @Override
  public Source beside(MovePlan part) {
    return joining.apply(part, exportSnapshot());
  }

  @Override
  public List<TableName> rewritten() {
    return session().ask(new SourceCommand.FindRewritten(), SiteResult.Rewritten.class).relations();
  }
}
