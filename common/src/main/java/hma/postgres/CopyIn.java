package hma.postgres;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The data for one {@code COPY … FROM STDIN}, in chunks that may be cut anywhere, also inside a
 * row.
 *
 * <p>A chunk is sent without being copied: leave it alone until its future completes, which it does
 * when the socket has taken it. The stream is full while more bytes wait than its write queue may
 * hold (2 MiB unless set). Every method may be called from any thread; handlers run on the
 * connection's event loop.
 */
public final class CopyIn implements WriteStream<Buffer> {
  private static final int DEFAULT_QUEUE_BYTES = 2 * 1024 * 1024;

  private final CopyChannel channel;
  private final Promise<CopyIn> started;
  private final Promise<Long> rows;
  private final Promise<Void> over;
  private final AtomicLong waitingBytes = new AtomicLong();
  private volatile int queueBytes = DEFAULT_QUEUE_BYTES;

  private boolean receiving;
  private boolean doneSent;
  private boolean failSent;
  private OptionalLong copied = OptionalLong.empty();
  private @Nullable Cancellation cancellation;
  private @Nullable Throwable failure;
  private @Nullable Handler<Throwable> exceptionHandler;
  private @Nullable Handler<Void> drainHandler;

  CopyIn(CopyChannel channel) {
    this.channel = channel;
    this.started = channel.promise();
    this.rows = channel.promise();
    this.over = channel.promise();
  }

  Future<CopyIn> start(String sql) {
    over.future().onComplete(this::finish);
    channel.execute(sql, new Listener(), over);
    return started.future();
  }

  /**
   * How many rows the server took, 0 to 2^63 - 1; fails with the server's {@code PgException}, or
   * with what ended the connection.
   */
  public Future<Long> rows() {
    return rows.future();
  }

  /**
   * Gives up: sends CopyFail, upon which the server refuses the statement with its error 57014 and
   * keeps no row of it. A server that does not react within a second is also asked to cancel.
   *
   * @param reason becomes part of the server's error and of its log: never a secret
   * @return completes when the connection can be used again, also when the statement had failed by
   *     itself; fails when the connection is lost, and with an {@code IllegalStateException} after
   *     {@link #end()}
   */
  public Future<Void> abort(String reason) {
    Promise<Void> aborted = channel.promise();
    channel.run(() -> abort(reason, aborted));
    return aborted.future();
  }

  @Override
  public Future<Void> write(Buffer chunk) {
    Promise<Void> written = channel.promise();
    waitingBytes.addAndGet(chunk.length());
    channel.run(() -> write(chunk, written));
    return written.future();
  }

  /** Completes when the server has confirmed the statement, or fails with its error. */
  @Override
  public Future<Void> end() {
    Promise<Void> confirmed = channel.promise();
    channel.run(() -> {
      if (!doneSent && !failSent && failure == null) {
        doneSent = true;
        channel.writeDone();
      }
      rows.future().<Void>mapEmpty().onComplete(confirmed);
    });
    return confirmed.future();
  }

  @Override
  public boolean writeQueueFull() {
    return waitingBytes.get() >= queueBytes;
  }

  @Override
  public CopyIn setWriteQueueMaxSize(int bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("a write queue needs at least 1 byte, not " + bytes);
    }
    queueBytes = bytes;
    return this;
  }

  @Override
  public CopyIn drainHandler(@Nullable Handler<Void> newHandler) {
    channel.run(() -> {
      drainHandler = newHandler;
      drain();
    });
    return this;
  }

  @Override
  public CopyIn exceptionHandler(@Nullable Handler<Throwable> newHandler) {
    channel.run(() -> {
      exceptionHandler = newHandler;
      tell();
    });
    return this;
  }

  /** Ends the connection at once: for a statement that does not even take a CopyFail. */
  void closeConnection() {
    channel.close();
  }

  private void write(Buffer chunk, Promise<Void> written) {
    Throwable refusal = refusal();
    if (refusal != null) {
      release(chunk);
      written.fail(refusal);
      return;
    }
    if (chunk.length() == 0) {
      written.complete();
      return;
    }
    channel
        .writeData(chunk)
        .addListener(sent -> {
          release(chunk);
          if (sent.isSuccess()) {
            written.complete();
          } else {
            failWithServerError(written, sent.cause());
          }
        });
  }

  private @Nullable Throwable refusal() {
    if (failure != null) {
      return failure;
    }
    return doneSent || failSent ? new IllegalStateException("this COPY takes no more data") : null;
  }

  private void release(Buffer chunk) {
    waitingBytes.addAndGet(-chunk.length());
    drain();
  }

  /** The socket's own error says less than the server's, which is known once the COPY is over. */
  private void failWithServerError(Promise<Void> written, Throwable socketError) {
    rows.future()
        .onComplete(result -> written.fail(result.failed() ? result.cause() : socketError));
  }

  private void abort(String reason, Promise<Void> aborted) {
    if (doneSent && !over.future().isComplete()) {
      aborted.fail(new IllegalStateException("too late to abort: the COPY was ended"));
      return;
    }
    if (over.future().isComplete()) {
      channel.completeIfConnected(aborted);
      return;
    }
    Cancellation current = cancellation;
    if (current == null) {
      failSent = true;
      channel.writeFail(reason);
      // A server that waits for a lock does not read the message.
      current = new Cancellation(channel, over.future());
      current.askLater();
      cancellation = current;
    }
    current.settled().onComplete(aborted);
  }

  private void finish(AsyncResult<Void> result) {
    failure = outcome(result);
    if (failure == null) {
      rows.complete(copied.getAsLong());
    } else {
      rows.fail(failure);
      started.tryFail(failure);
    }
    drain();
    tell();
  }

  private @Nullable Throwable outcome(AsyncResult<Void> result) {
    if (result.failed()) {
      return result.cause();
    }
    return receiving && copied.isPresent()
        ? null
        : new IllegalArgumentException("the statement is not a COPY … FROM STDIN");
  }

  private void drain() {
    Handler<Void> current = drainHandler;
    if (current != null && waitingBytes.get() <= queueBytes / 2) {
      drainHandler = null;
      channel.emit(null, current);
    }
  }

  private void tell() {
    Throwable cause = failure;
    Handler<Throwable> current = exceptionHandler;
    if (cause != null && current != null && !failSent) {
      exceptionHandler = null;
      channel.emit(cause, current);
    }
  }

  private final class Listener implements CopyListener {
    @Override
    public void sending() {
      // The data is skipped and the statement refused at its end.
    }

    @Override
    public void receiving() {
      receiving = true;
      started.complete(CopyIn.this);
    }

    @Override
    public void data(byte[] bytes, int offset, int length) {
      // Skipped, as sending() says.
    }

    @Override
    public void completed(String tag) {
      if (receiving) {
        copied = CommandTag.copiedRows(tag);
      }
    }
  }
}
