package hma.postgres;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.pgclient.impl.PgSocketConnection;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.internal.SqlConnectionInternal;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one class that reaches behind the client: the Netty channel of a connection, for COPY.
 *
 * <p>To be dropped with {@link CopyFrames} once the client has COPY of its own (vertx-sql-client
 * pull request 1696, {@code PgConnection.copyOut} and {@code copyIn}); see
 * docs/decisions/0001-copy-streams.md.
 */
final class CopyChannel {
  private static final String HANDLER = "hma-copy";
  private static final String CODEC = "codec";
  private static final int LENGTH_BYTES = 4;

  private final PgConnection connection;
  private final PgSocketConnection socket;
  private final ContextInternal context;
  private @Nullable CopyFrames frames;

  private CopyChannel(PgConnection connection, PgSocketConnection socket) {
    this.connection = connection;
    this.socket = socket;
    this.context = (ContextInternal) socket.context();
  }

  /**
   * Makes a new connection able to COPY.
   *
   * @param cancelRequest asks the server to cancel what the connection runs; completes when the
   *     server has signaled its session
   */
  static void prepare(PgConnection connection, Supplier<Future<Void>> cancelRequest) {
    of(connection).netty().pipeline().addBefore(CODEC, HANDLER, new CopyFrames(cancelRequest));
  }

  /** The channel of a connection that came from the client. */
  static CopyChannel of(PgConnection connection) {
    var socket = (PgSocketConnection) ((SqlConnectionInternal) connection).unwrap().unwrap();
    return new CopyChannel(connection, socket);
  }

  /** Runs a task on the connection's event loop: at once when there already, else in order. */
  void run(Runnable task) {
    context.emit(task, Runnable::run);
  }

  /** Calls a handler as Vert.x does: on the event loop, what it throws is reported. */
  <T> void emit(@Nullable T event, Handler<T> handler) {
    context.emit(event, handler);
  }

  /** A promise whose handlers run on the connection's event loop. */
  <T> Promise<T> promise() {
    return context.promise();
  }

  /**
   * Sends a COPY statement.
   *
   * @param over completed on the event loop when the statement is over and the connection free
   *     again, or failed with the server's error
   */
  void execute(String sql, CopyListener listener, Promise<Void> over) {
    run(() -> start(sql, listener, over));
  }

  private void start(String sql, CopyListener listener, Promise<Void> over) {
    if (!netty().channel().isActive()) {
      over.fail(ClosedConnectionException.INSTANCE);
      return;
    }
    if (!(netty().pipeline().get(HANDLER) instanceof CopyFrames installed)) {
      over.fail(new IllegalArgumentException("not a connection of Postgres.connect()"));
      return;
    }
    if (installed.isAttached()) {
      over.fail(new IllegalStateException("this connection already runs a COPY"));
      return;
    }
    frames = installed;
    installed.attach(listener);
    connection
        .query(sql)
        .execute()
        .<Void>mapEmpty()
        .onComplete(result -> run(() -> finish(installed, result, over)));
  }

  private void finish(CopyFrames installed, AsyncResult<Void> result, Promise<Void> over) {
    installed.detach();
    setReading(true);
    PgException serverError = installed.serverError();
    if (result.succeeded()) {
      over.complete();
    } else if (serverError != null && !(result.cause() instanceof PgException)) {
      over.fail(serverError);
    } else {
      over.fail(result.cause());
    }
  }

  /** Whether the socket is read; while it is not, TCP holds the server back. */
  void setReading(boolean reading) {
    var config = netty().channel().config();
    if (config.isAutoRead() != reading) {
      config.setAutoRead(reading);
    }
  }

  /** Sends a CopyData message; on the event loop. Completes when the socket has taken it. */
  ChannelFuture writeData(Buffer data) {
    ChannelHandlerContext outbound = outbound();
    ByteBuf header = outbound.alloc().directBuffer(1 + LENGTH_BYTES);
    header.writeByte('d').writeInt(LENGTH_BYTES + data.length());
    var _ = outbound.write(header);
    return outbound.writeAndFlush(((BufferInternal) data).getByteBuf());
  }

  /** Sends CopyDone; on the event loop. */
  void writeDone() {
    ChannelHandlerContext outbound = outbound();
    ByteBuf message = outbound.alloc().directBuffer(1 + LENGTH_BYTES);
    var _ = outbound.writeAndFlush(message.writeByte('c').writeInt(LENGTH_BYTES));
  }

  /** Sends CopyFail; on the event loop. */
  void writeFail(String reason) {
    ChannelHandlerContext outbound = outbound();
    byte[] text = reason.replace('\0', ' ').getBytes(StandardCharsets.UTF_8);
    ByteBuf message = ByteBufUtil.writeUtf8(outbound.alloc(), "f");
    message.writeInt(LENGTH_BYTES + text.length + 1).writeBytes(text).writeByte(0);
    var _ = outbound.writeAndFlush(message);
  }

  /** Asks the server to cancel what runs on the connection; completes when it has done so. */
  Future<Void> requestCancel() {
    return installed().requestCancel();
  }

  /** Runs a task on the event loop, some time from now. */
  void runLater(long milliseconds, Runnable task) {
    context.setTimer(milliseconds, timer -> task.run());
  }

  /** Completes when the connection still stands, and fails when it is lost; on the event loop. */
  void completeIfConnected(Promise<Void> promise) {
    if (netty().channel().isActive()) {
      promise.complete();
    } else {
      promise.fail(ClosedConnectionException.INSTANCE);
    }
  }

  /** Ends the connection at once, whatever waits to be written. */
  void close() {
    run(() -> {
      if (frames == null) {
        var _ = netty().channel().close();
      } else {
        var _ = frames.outbound().close();
      }
    });
  }

  private ChannelHandlerContext outbound() {
    return installed().outbound();
  }

  private CopyFrames installed() {
    return Objects.requireNonNull(frames, "no COPY was started");
  }

  private ChannelHandlerContext netty() {
    return socket.socket().channelHandlerContext();
  }
}
