package hma.postgres;

import hma.workflow.Awaiting;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pulls the chunks of a {@link CopyOut} from sequential code on a plain virtual thread. At most two
 * chunks are buffered ahead.
 */
public final class ChunkReader implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ChunkReader.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(30);

  private final CopyOut out;
  private final Object lock = new Object();
  private final ArrayDeque<Buffer> chunks = new ArrayDeque<>();
  private boolean over;
  private @Nullable Throwable failure;
  private @Nullable Promise<Void> waiter;

  private ChunkReader(CopyOut out) {
    this.out = out;
  }

  /** Takes over a stream that has no handlers yet. */
  public static ChunkReader over(CopyOut out) {
    ChunkReader reader = new ChunkReader(out);
    out.pause();
    out.exceptionHandler(reader::end);
    out.endHandler(ignored -> reader.end(null));
    out.handler(reader::arrive);
    // One chunk is kept here; the stream fills the other one by itself.
    out.fetch(1);
    return reader;
  }

  /**
   * The next chunk, in order.
   *
   * @param limit the longest wait
   * @return null at the end
   * @throws io.vertx.pgclient.PgException the server's error
   * @throws hma.workflow.TimeLimitExceeded when the limit passes first; nothing is lost by it
   */
  public @Nullable Buffer next(Duration limit) {
    Promise<Void> arrival;
    synchronized (lock) {
      if (isDecided()) {
        return take();
      }
      arrival = Promise.promise();
      waiter = arrival;
    }
    Awaiting.await(arrival.future(), limit, "waiting for the next chunk of a COPY");
    synchronized (lock) {
      return take();
    }
  }

  /**
   * How many rows the server sent.
   *
   * @throws IllegalStateException before {@link #next} said that the end is reached
   */
  public long rows() {
    Long rows = out.rows().result();
    if (rows == null) {
      throw new IllegalStateException("the COPY is not over: its rows are not known");
    }
    return rows;
  }

  /** Cancels the statement if it still runs; the connection can then be used again. */
  @Override
  public void close() {
    synchronized (lock) {
      if (over) {
        return;
      }
    }
    try {
      Awaiting.await(out.cancel(), CLOSE_LIMIT, "canceling a COPY");
    } catch (RuntimeException unsettled) {
      log.atWarn().setCause(unsettled).log("closing a connection whose COPY could not be canceled");
      out.closeConnection();
    }
  }

  private boolean isDecided() {
    return over || !chunks.isEmpty();
  }

  private @Nullable Buffer take() {
    if (failure != null) {
      throw Failures.unchecked(failure);
    }
    Buffer chunk = chunks.poll();
    if (chunk != null) {
      out.fetch(1);
    }
    return chunk;
  }

  private void arrive(Buffer chunk) {
    synchronized (lock) {
      chunks.add(chunk);
    }
    wake();
  }

  private void end(@Nullable Throwable cause) {
    synchronized (lock) {
      over = true;
      failure = cause;
    }
    wake();
  }

  private void wake() {
    Promise<Void> waiting;
    synchronized (lock) {
      waiting = waiter;
      waiter = null;
    }
    if (waiting != null) {
      waiting.complete();
    }
  }
}
