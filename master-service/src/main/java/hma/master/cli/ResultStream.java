package hma.master.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Standard output, where a failure to write is one. Who closes a pipe, as {@code head} does, has
 * read enough: that is none, and what comes after it is dropped.
 */
final class ResultStream extends OutputStream {
  private static final String PIPE_IS_CLOSED = "Broken pipe";

  private final OutputStream output;
  private boolean closed;

  /** Writes to another stream. */
  ResultStream(OutputStream output) {
    this.output = output;
  }

  /** That of this process. */
  static ResultStream ofThisProcess() {
    return new ResultStream(new FileOutputStream(FileDescriptor.out));
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (closed) {
      return;
    }
    try {
      output.write(bytes, offset, length);
    } catch (IOException failure) {
      if (!PIPE_IS_CLOSED.equals(failure.getMessage())) {
        throw failure;
      }
      closed = true;
    }
  }
}
