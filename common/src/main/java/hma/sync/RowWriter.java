package hma.sync;

import io.vertx.core.buffer.Buffer;

/** Takes the rows of one table as COPY text, in chunks that are cut anywhere. */
public interface RowWriter extends AutoCloseable {
  /** Takes a chunk of 1 byte to {@link Chunks#MAX_BYTES}; waits while too much is unwritten. */
  void write(Buffer chunk);

  /**
   * Ends the stream.
   *
   * @return how many rows the database took
   */
  long finish();

  /** Gives the stream up unless it is finished; never throws. */
  @Override
  void close();
}
