package hma.agent.session;

import hma.agent.work.Tasks;
import hma.protocol.AgentLimits;
import hma.protocol.AgentProblems;
import hma.sync.RowReader;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One table on its way out: numbered chunks, read from the database when they are asked for.
 *
 * <p>The last two chunks stay, so that a request whose answer was lost gets the same bytes again;
 * asking for a chunk says that those two and more before it have arrived.
 */
public final class ExportStream {
  private final String operation;
  private final RowReader reader;
  private final Tasks tasks;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final NavigableMap<Long, Future<ExportChunk>> kept = new TreeMap<>();
  private Future<ExportChunk> newest =
      Future.succeededFuture(new ExportChunk.Rows(Buffer.buffer()));
  private long next;

  ExportStream(String operation, RowReader reader, Tasks tasks) {
    this.operation = operation;
    this.reader = reader;
    this.tasks = tasks;
  }

  /** The id of the operation that started it. */
  String operation() {
    return operation;
  }

  /**
   * The chunk of a number, counted from 0.
   *
   * @throws hma.protocol.ProblemException {@code chunk-out-of-window} when it is neither kept nor
   *     one of the next two
   */
  public synchronized Future<ExportChunk> chunk(long number) {
    long first = kept.isEmpty() ? 0 : kept.firstKey();
    long last = next + AgentLimits.CHUNKS_IN_FLIGHT - 1;
    if (number < first || number > last) {
      throw AgentProblems.chunkOutOfWindow(number, first, last);
    }
    while (next <= number) {
      readNext();
    }
    kept.headMap(number + 1 - AgentLimits.CHUNKS_IN_FLIGHT).clear();
    return Objects.requireNonNull(kept.get(number), "just kept");
  }

  /** Ends the stream once the read under way has ended; blocks nobody. */
  synchronized Future<Void> end() {
    return newest.transform(
        (chunk, failure) -> tasks.start("end-export-" + operation, this::closed));
  }

  /** Ends the stream at once, also in the middle of a read. */
  void close() {
    if (closed.compareAndSet(false, true)) {
      reader.close();
    }
  }

  private void readNext() {
    String name = "export-" + operation + "-" + next;
    newest =
        newest.compose(previous ->
            switch (previous) {
              case ExportChunk.End end -> Future.succeededFuture(end);
              case ExportChunk.Rows rows -> tasks.start(name, this::read);
            });
    kept.put(next, newest);
    next++;
  }

  private ExportChunk read() {
    Buffer bytes = reader.next();
    if (bytes != null) {
      return new ExportChunk.Rows(bytes);
    }
    ExportChunk end = new ExportChunk.End(reader.rows());
    close();
    return end;
  }

  private Void closed() {
    close();
    return null;
  }
}
