package hma.postgres;

import hma.workflow.Awaiting;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pushes chunks into a {@link CopyIn} from sequential code on one plain virtual thread. At most two
 * chunks are left unwritten behind.
 */
public final class ChunkWriter implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ChunkWriter.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(30);
  private static final int CHUNKS_BEHIND = 2;

  private final CopyIn in;
  private final ArrayDeque<Future<Void>> unwritten = new ArrayDeque<>();
  private boolean finishing;

  private ChunkWriter(CopyIn in) {
    this.in = in;
  }

  /** Takes over a stream. */
  public static ChunkWriter over(CopyIn in) {
    return new ChunkWriter(in);
  }

  /**
   * Sends a chunk, cut anywhere, and waits while more than two are unwritten. Leave the chunk alone
   * until two later ones were written, or the writer is finished.
   *
   * @param limit the longest wait
   * @throws io.vertx.pgclient.PgException the server's error, possibly about an earlier chunk
   * @throws hma.workflow.TimeLimitExceeded when the limit passes first; the chunk is still being
   *     sent
   */
  public void write(Buffer chunk, Duration limit) {
    unwritten.add(in.write(chunk));
    while (unwritten.size() > CHUNKS_BEHIND) {
      Future<Void> oldest = Objects.requireNonNull(unwritten.peek());
      Awaiting.await(oldest, limit, "writing a chunk of a COPY");
      unwritten.remove();
    }
  }

  /**
   * Ends the data and waits until the server has confirmed all of it.
   *
   * @param limit the longest wait
   * @return how many rows the server took
   * @throws io.vertx.pgclient.PgException the server's error
   * @throws hma.workflow.TimeLimitExceeded when the limit passes first; whether the server takes
   *     the data is then not known
   */
  public long finish(Duration limit) {
    finishing = true;
    Awaiting.await(in.end(), limit, "finishing a COPY");
    return in.rows().result();
  }

  /**
   * Aborts the statement if it is not finished; the connection can then be used again. Where that
   * does not succeed, as after a {@link #finish} that took too long, the connection is closed.
   */
  @Override
  public void close() {
    if (in.rows().isComplete()) {
      return;
    }
    if (finishing) {
      log.atWarn().log("closing a connection whose COPY was ended and is not confirmed");
      in.closeConnection();
      return;
    }
    try {
      Awaiting.await(in.abort("the data ended early"), CLOSE_LIMIT, "aborting a COPY");
    } catch (RuntimeException unsettled) {
      log.atWarn().setCause(unsettled).log("closing a connection whose COPY could not be aborted");
      in.closeConnection();
    }
  }
}
