package hma.master.heroku;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import org.jspecify.annotations.Nullable;

/** Keeps an answer's body, up to a size that no honest answer reaches. */
final class BoundedBody implements WriteStream<Buffer> {
  private final int limit;
  private final Buffer content = Buffer.buffer();

  /** Takes at most that many bytes. */
  BoundedBody(int limit) {
    this.limit = limit;
  }

  Buffer content() {
    return content;
  }

  @Override
  public Future<Void> write(Buffer part) {
    if (content.length() + part.length() > limit) {
      return Future.failedFuture(new TooLong(limit));
    }
    content.appendBuffer(part);
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> end() {
    return Future.succeededFuture();
  }

  @Override
  public boolean writeQueueFull() {
    return false;
  }

  @Override
  public BoundedBody setWriteQueueMaxSize(int size) {
    return this;
  }

  @Override
  public BoundedBody drainHandler(@Nullable Handler<Void> handler) {
    return this;
  }

  @Override
  public BoundedBody exceptionHandler(@Nullable Handler<Throwable> handler) {
    return this;
  }

  /** The body went past the limit. */
  static final class TooLong extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLong(int limit) {
      super("the answer is longer than " + limit + " bytes");
    }
  }
}
