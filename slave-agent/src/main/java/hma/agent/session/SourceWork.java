package hma.agent.session;

import hma.agent.work.PreparedSite;
import hma.agent.work.Tasks;
import hma.protocol.AgentProblems;
import hma.protocol.SiteResult;
import hma.protocol.SourceCommand;
import hma.protocol.SourceCommand.CloseSource;
import hma.protocol.SourceCommand.EndExport;
import hma.protocol.SourceCommand.FingerprintSource;
import hma.protocol.SourceCommand.OpenSource;
import hma.protocol.SourceCommand.ReadSequences;
import hma.protocol.SourceCommand.StartExport;
import hma.protocol.SourceCommand.StartHashExport;
import hma.sync.RowReader;
import hma.sync.Source;
import hma.workflow.Awaiting;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Carries out the commands about a session's source. */
final class SourceWork {
  private static final Duration END_LIMIT = Duration.ofMinutes(1);

  private final PreparedSite site;
  private final Tasks tasks;
  private final Kept<Source> source = new Kept<>("source", Source::close);
  private final AtomicReference<@Nullable ExportStream> export = new AtomicReference<>();

  SourceWork(PreparedSite site, Tasks tasks) {
    this.site = site;
    this.tasks = tasks;
  }

  /** Carries a command out; blocks. The operation's id becomes the name of an export. */
  SiteResult run(String operation, SourceCommand command) {
    return switch (command) {
      case OpenSource(var claim, var plan) -> {
        source.open(() -> tasks.shielded(() -> site.get().openSource(claim, plan)));
        yield new SiteResult.Done();
      }
      case StartExport(var table) -> startExport(operation, () -> source.get().read(table));
      case StartHashExport(var table, var key) ->
          startExport(operation, () -> source.get().readHashes(table, key));
      case EndExport() -> endExport();
      case FingerprintSource(var table) ->
          new SiteResult.Fingerprinted(source.get().fingerprint(table));
      case ReadSequences() -> new SiteResult.SequenceValues(source.get().sequences());
      case CloseSource() -> {
        endExport();
        source.release();
        yield new SiteResult.Done();
      }
    };
  }

  /**
   * The open export of this operation.
   *
   * @throws hma.protocol.ProblemException {@code unknown-operation} when another or none is open
   */
  ExportStream export(String operation) {
    ExportStream open = export.get();
    if (open == null || !open.operation().equals(operation)) {
      throw AgentProblems.unknownOperation(operation);
    }
    return open;
  }

  /** Ends everything for good. */
  void shut() {
    ExportStream open = export.getAndSet(null);
    if (open != null) {
      open.close();
    }
    source.shut();
  }

  private SiteResult startExport(String operation, Supplier<RowReader> rows) {
    endExport();
    export.set(new ExportStream(operation, rows.get(), tasks));
    return new SiteResult.Done();
  }

  private SiteResult endExport() {
    ExportStream open = export.getAndSet(null);
    if (open != null) {
      Awaiting.await(open.end(), END_LIMIT, "ending an export");
    }
    return new SiteResult.Done();
  }
}
