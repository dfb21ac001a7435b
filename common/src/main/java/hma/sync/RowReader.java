package hma.sync;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** The rows of one table as COPY text, in chunks that are cut anywhere. */
public interface RowReader extends AutoCloseable {
  /** The next chunk, 1 byte to {@link Chunks#MAX_BYTES}; null at the end. */
  @Nullable Buffer next();

  /** How many rows were read; only after {@link #next} gave null. */
  long rows();

  /** Ends the stream, also in the middle; never throws. */
  @Override
  void close();
}
