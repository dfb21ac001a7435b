package hma.agent.session;

import hma.agent.work.Tasks;
import hma.protocol.AgentLimits;
import hma.protocol.AgentProblems;
import hma.sync.Chunks;
import hma.sync.RowWriter;
import hma.workflow.Awaiting;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * One table on its way in: numbered chunks, each written once and in order.
 *
 * <p>At most {@link AgentLimits#CHUNKS_IN_FLIGHT} chunks may be unwritten at a time and may arrive
 * in any order; one that is sent again gets the outcome of the first. After a failed write every
 * chunk fails alike.
 */
public final class ImportStream {
  private static final Duration WRITE_LIMIT = Duration.ofHours(1);

  private final String operation;
  private final RowWriter writer;
  private final Tasks tasks;
  private final NavigableMap<Long, Future<Void>> outcomes = new TreeMap<>();
  private final Map<Long, Early> early = new HashMap<>();
  private Future<Void> newest = Future.succeededFuture();
  private long taken;
  private long written;

  /** A chunk that came before one in front of it. */
  private record Early(Buffer bytes, Promise<Void> outcome) {}

  ImportStream(String operation, RowWriter writer, Tasks tasks) {
    this.operation = operation;
    this.writer = writer;
    this.tasks = tasks;
  }

  /** The id of the operation that started it. */
  String operation() {
    return operation;
  }

  /**
   * Takes a chunk.
   *
   * @param number counted from 0
   * @param bytes 1 byte to {@link Chunks#MAX_BYTES}
   * @return completes when the chunk is written
   * @throws hma.protocol.ProblemException {@code chunk-size}, or {@code chunk-out-of-window} when
   *     the chunk is further ahead than may be unwritten
   */
  public synchronized Future<Void> chunk(long number, Buffer bytes) {
    if (bytes.length() == 0 || bytes.length() > Chunks.MAX_BYTES) {
      throw AgentProblems.chunkSize(bytes.length(), Chunks.MAX_BYTES);
    }
    if (number < taken) {
      return outcomes.getOrDefault(number, Future.succeededFuture());
    }
    long last = written + AgentLimits.CHUNKS_IN_FLIGHT - 1;
    if (number > last && !newest.failed()) {
      throw AgentProblems.chunkOutOfWindow(number, written, last);
    }
    return number == taken ? takeWithFollowers(bytes) : keepForLater(number, bytes);
  }

  /**
   * Ends the stream; blocks until all is written.
   *
   * @param chunks how many were sent
   * @return how many rows the database took
   * @throws hma.protocol.ProblemException {@code chunks-missing}, or why a write failed
   */
  long finish(long chunks) {
    Awaiting.await(allWritten(chunks), WRITE_LIMIT, "writing the last chunks");
    return writer.finish();
  }

  /** Gives the stream up; blocks while a write is under way. */
  void abandon() {
    writer.close();
  }

  private synchronized Future<Void> allWritten(long chunks) {
    if (newest.failed()) {
      return newest;
    }
    if (taken != chunks || !early.isEmpty()) {
      throw AgentProblems.chunksMissing(chunks, taken);
    }
    return newest;
  }

  private Future<Void> takeWithFollowers(Buffer bytes) {
    Future<Void> outcome = take(bytes);
    for (Early next = early.remove(taken); next != null; next = early.remove(taken)) {
      take(next.bytes()).onComplete(next.outcome());
    }
    return outcome;
  }

  private Future<Void> keepForLater(long number, Buffer bytes) {
    return early
        .computeIfAbsent(number, absent -> new Early(bytes, Promise.promise()))
        .outcome()
        .future();
  }

  private Future<Void> take(Buffer bytes) {
    String name = "import-" + operation + "-" + taken;
    newest = newest.compose(before -> tasks.start(name, () -> write(bytes)));
    outcomes.put(taken, newest);
    taken++;
    outcomes.headMap(written).clear();
    return newest;
  }

  private Void write(Buffer bytes) {
    writer.write(bytes);
    synchronized (this) {
      written++;
    }
    return null;
  }
}
