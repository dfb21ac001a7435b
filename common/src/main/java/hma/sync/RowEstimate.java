package hma.sync;

import hma.protocol.Cargo;
import io.vertx.core.buffer.Buffer;

/**
 * How many rows a stream of COPY text has brought so far, by how long those of its beginning were:
 * looking at every byte for its line ends would cost more than knowing is worth.
 */
final class RowEstimate {
  private static final int SAMPLE_BYTES = 256 << 10;

  private final boolean ofRows;
  private long sampledRows;
  private long sampledBytes;
  private long bytes;

  private RowEstimate(boolean ofRows) {
    this.ofRows = ofRows;
  }

  /** Of a stream that has brought nothing yet; sums, hashes and keys are no rows. */
  static RowEstimate of(Cargo cargo) {
    return new RowEstimate(
        switch (cargo) {
          case ALL_ROWS, CHANGED_ROWS, LOGGED_ROWS -> true;
          case COARSE_SUMS,
              COARSE_DIFFERENCES,
              SUMS,
              DIFFERENCES,
              ROW_HASHES,
              WANTED,
              KEYED_HASHES,
              LOGGED_KEYS ->
              false;
        });
  }

  /** Takes another chunk; gives the rows so far, 0 or more. */
  long with(Buffer chunk) {
    if (!ofRows) {
      return 0;
    }
    bytes += chunk.length();
    if (sampledBytes < SAMPLE_BYTES) {
      sampledBytes += chunk.length();
      for (byte each : chunk.getBytes()) {
        if (each == '\n') {
          sampledRows++;
        }
      }
    }
    return bytes == sampledBytes
        ? sampledRows
        : Math.round((double) sampledRows * bytes / sampledBytes);
  }
}
