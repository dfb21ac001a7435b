package hma.agent.session;

import hma.agent.work.Tasks;
import hma.protocol.AgentProblems;
import hma.protocol.DataCommand;
import hma.protocol.DataCommand.AbandonImport;
import hma.protocol.DataCommand.EndExport;
import hma.protocol.DataCommand.FinishImport;
import hma.protocol.DataCommand.ReadExtents;
import hma.protocol.DataCommand.ReadSequences;
import hma.protocol.DataCommand.StartExport;
import hma.protocol.DataCommand.StartImport;
import hma.protocol.DataCommand.Survey;
import hma.protocol.DataCommand.TakeFingerprint;
import hma.protocol.SiteResult;
import hma.sync.OpenSide;
import hma.sync.RowReader;
import hma.sync.RowWriter;
import hma.workflow.Awaiting;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Carries out the commands about the data of a session's source or target. */
final class DataWork {
  private static final Duration END_LIMIT = Duration.ofMinutes(1);

  private final Supplier<OpenSide> side;
  private final Tasks tasks;
  private final AtomicReference<@Nullable ExportStream> exported = new AtomicReference<>();
  private final AtomicReference<@Nullable ImportStream> imported = new AtomicReference<>();

  /** On what the session holds open when a command comes. */
  DataWork(Supplier<OpenSide> side, Tasks tasks) {
    this.side = side;
    this.tasks = tasks;
  }

  /** Carries a command out; blocks. The operation's id becomes the name of a stream. */
  SiteResult run(String operation, DataCommand command) {
    return switch (command) {
      case ReadExtents(var tables) -> new SiteResult.Extents(side.get().extents(tables));
      case Survey(var tables) -> new SiteResult.Surveyed(side.get().survey(tables));
      case StartExport(var table, var cargo) -> {
        endExport();
        yield startExport(operation, side.get().read(table, cargo));
      }
      case EndExport() -> endExport();
      case StartImport(var table, var cargo) -> {
        refuseSecondImport();
        yield startImport(operation, side.get().write(table, cargo));
      }
      case FinishImport(long chunks) -> finishImport(chunks);
      case AbandonImport() -> abandonImport();
      case TakeFingerprint(var table) ->
          new SiteResult.Fingerprinted(side.get().fingerprint(table));
      case ReadSequences() -> new SiteResult.SequenceValues(side.get().sequences());
    };
  }

  /**
   * The open export of this operation.
   *
   * @throws hma.protocol.ProblemException {@code unknown-operation} when another or none is open
   */
  ExportStream export(String operation) {
    ExportStream open = exported.get();
    if (open == null || !open.operation().equals(operation)) {
      throw AgentProblems.unknownOperation(operation);
    }
    return open;
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

  /** Ends the streams before what they belong to is closed in order. */
  void end() {
    endExport();
    imported.set(null);
  }

  /** Ends the streams for good, also in the middle. */
  void shut() {
    ExportStream open = exported.getAndSet(null);
    if (open != null) {
      open.close();
    }
    abandonImport();
  }

  private SiteResult startExport(String operation, RowReader reader) {
    exported.set(new ExportStream(operation, reader, tasks));
    return new SiteResult.Done();
  }

  private SiteResult endExport() {
    ExportStream open = exported.getAndSet(null);
    if (open != null) {
      Awaiting.await(open.end(), END_LIMIT, "ending an export");
    }
    return new SiteResult.Done();
  }

  private void refuseSecondImport() {
    if (imported.get() != null) {
      throw AgentProblems.outOfOrder("an import is open already: finish or abandon it first");
    }
  }

  private SiteResult startImport(String operation, RowWriter writer) {
    imported.set(new ImportStream(operation, writer, tasks));
    return new SiteResult.Done();
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

  private SiteResult abandonImport() {
    ImportStream open = imported.getAndSet(null);
    if (open != null) {
      open.abandon();
    }
    return new SiteResult.Done();
  }
}
