package hma.postgres;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayDeque;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The data of one {@code COPY … TO STDOUT}, in chunks that are cut anywhere, also inside a row.
 *
 * <p>It flows once it has a handler. While nobody wants a chunk at most one full chunk and what the
 * socket's last read brought are kept, then the socket is not read and the server waits. It ends
 * once all chunks are taken; a failure is told at once. Every method may be called from any thread;
 * handlers run on the connection's event loop.
 */
public final class CopyOut implements ReadStream<Buffer> {
  private final CopyChannel channel;
  private final ChunkGatherer gatherer;
  private final ArrayDeque<Buffer> ready = new ArrayDeque<>();
  private final Promise<Long> rows;
  private final Promise<Void> over;

  private long demand = Long.MAX_VALUE;
  private boolean sending;
  private boolean discarding;
  private boolean delivering;
  private boolean succeeded;
  private boolean told;
  private OptionalLong copied = OptionalLong.empty();
  private @Nullable Throwable failure;
  private @Nullable Cancellation cancellation;
  private @Nullable Handler<Buffer> handler;
  private @Nullable Handler<Throwable> exceptionHandler;
  private @Nullable Handler<Void> endHandler;

  CopyOut(CopyChannel channel, int chunkBytes) {
    this.channel = channel;
    this.gatherer = new ChunkGatherer(chunkBytes);
    this.rows = channel.promise();
    this.over = channel.promise();
  }

  void start(String sql) {
    over.future().onComplete(this::finish);
    channel.execute(sql, new Listener(), over);
  }

  /**
   * How many rows the server sent, 0 to 2^63 - 1; fails with the server's {@code PgException}, or
   * with what ended the connection.
   */
  public Future<Long> rows() {
    return rows.future();
  }

  /**
   * Stops the statement and throws away what was not delivered. If the statement was still running,
   * {@link #rows} and the exception handler get the server's error 57014; inside a transaction that
   * transaction can then only be rolled back.
   *
   * @return completes when the connection can be used again; fails when it is lost
   */
  public Future<Void> cancel() {
    Promise<Void> settled = channel.promise();
    channel.run(() -> cancelOnLoop().onComplete(settled));
    return settled.future();
  }

  @Override
  public CopyOut handler(@Nullable Handler<Buffer> newHandler) {
    channel.run(() -> {
      handler = newHandler;
      deliver();
    });
    return this;
  }

  @Override
  public CopyOut exceptionHandler(@Nullable Handler<Throwable> newHandler) {
    channel.run(() -> {
      exceptionHandler = newHandler;
      tell();
    });
    return this;
  }

  @Override
  public CopyOut endHandler(@Nullable Handler<Void> newHandler) {
    channel.run(() -> {
      endHandler = newHandler;
      tell();
    });
    return this;
  }

  @Override
  public CopyOut pause() {
    channel.run(() -> demand = 0);
    return this;
  }

  @Override
  public CopyOut resume() {
    return fetch(Long.MAX_VALUE);
  }

  @Override
  public CopyOut fetch(long amount) {
    if (amount < 0) {
      throw new IllegalArgumentException("cannot fetch " + amount + " chunks");
    }
    channel.run(() -> {
      demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
      deliver();
    });
    return this;
  }

  /** Ends the connection at once: for a statement that cannot even be canceled. */
  void closeConnection() {
    channel.close();
  }

  private Future<Void> cancelOnLoop() {
    if (cancellation != null) {
      return cancellation.settled();
    }
    if (over.future().isComplete()) {
      return Future.succeededFuture();
    }
    discard();
    cancellation = new Cancellation(channel, over.future());
    if (sending) {
      cancellation.ask();
    } else {
      cancellation.askLater();
    }
    return cancellation.settled();
  }

  private void discard() {
    discarding = true;
    ready.clear();
    gatherer.clear();
    channel.setReading(true);
  }

  private void gather(byte[] bytes, int offset, int length) {
    int from = offset;
    int left = length;
    while (left > 0 && !discarding) {
      int taken = gatherer.take(bytes, from, left);
      from += taken;
      left -= taken;
      if (gatherer.isFull()) {
        ready.add(gatherer.next());
        deliver();
      }
    }
  }

  private void deliver() {
    if (delivering || ready.isEmpty()) {
      tell();
      return;
    }
    delivering = true;
    try {
      deliverWhileWanted();
    } finally {
      delivering = false;
    }
    if (!over.future().isComplete()) {
      channel.setReading(ready.isEmpty());
    }
    tell();
  }

  private void deliverWhileWanted() {
    while (demand > 0) {
      Handler<Buffer> current = handler;
      Buffer chunk = current == null ? null : ready.poll();
      if (current == null || chunk == null) {
        return;
      }
      if (demand != Long.MAX_VALUE) {
        demand--;
      }
      channel.emit(chunk, current);
    }
  }

  private void finish(AsyncResult<Void> result) {
    failure = outcome(result);
    if (failure == null) {
      succeeded = true;
      if (!gatherer.isEmpty()) {
        ready.add(gatherer.next());
      }
      rows.complete(copied.getAsLong());
    } else {
      ready.clear();
      gatherer.clear();
      rows.fail(failure);
    }
    deliver();
  }

  private @Nullable Throwable outcome(AsyncResult<Void> result) {
    if (result.failed()) {
      return result.cause();
    }
    if (!sending || copied.isEmpty()) {
      return new IllegalArgumentException("the statement is not a COPY … TO STDOUT");
    }
    return discarding ? new CancellationException("the COPY was canceled at its end") : null;
  }

  private void tell() {
    if (told || delivering) {
      return;
    }
    Throwable cause = failure;
    if (cause != null && exceptionHandler != null) {
      told = true;
      channel.emit(cause, exceptionHandler);
    } else if (succeeded && ready.isEmpty() && endHandler != null) {
      told = true;
      channel.emit(null, endHandler);
    }
  }

  private final class Listener implements CopyListener {
    @Override
    public void sending() {
      sending = true;
      if (cancellation != null) {
        cancellation.ask();
      }
    }

    @Override
    public void receiving() {
      channel.writeFail("the statement is not a COPY … TO STDOUT");
    }

    @Override
    public void data(byte[] bytes, int offset, int length) {
      if (!discarding) {
        gather(bytes, offset, length);
      }
    }

    @Override
    public void completed(String tag) {
      if (sending) {
        copied = CommandTag.copiedRows(tag);
      }
    }
  }
}
