package hma.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import hma.config.DatabaseUrl;
import hma.workflow.Awaiting;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.pgclient.impl.PgSocketConnection;
import io.vertx.sqlclient.internal.SqlConnectionInternal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** What the tests of COPY have in common: one connection, and waiting with a limit. */
final class CopyTestSupport implements AutoCloseable {
  static final Duration LIMIT = Duration.ofSeconds(60);
  static final int MEBIBYTE = 1024 * 1024;

  final Vertx vertx = Vertx.vertx();
  final DatabaseUrl database;
  final PgConnection connection;

  CopyTestSupport(DatabaseUrl database) {
    this.database = database;
    this.connection = connect();
  }

  PgConnection connect() {
    return await(Postgres.of(vertx, database, "hma/test").connect());
  }

  static <T> T await(Future<T> future) {
    return Awaiting.await(future, LIMIT, "a step of a test");
  }

  /** What a future fails with. */
  static Throwable failure(Future<?> future) {
    try {
      await(future);
    } catch (RuntimeException failure) {
      return failure;
    }
    throw new AssertionError("succeeded instead of failing");
  }

  static String sqlState(Throwable failure) {
    assertThat(failure).isInstanceOf(PgException.class);
    return ((PgException) failure).getSqlState();
  }

  void assertUsable() {
    assertThat(query("SELECT 'usable'")).isEqualTo("usable");
  }

  String query(String sql) {
    return query(connection, sql);
  }

  String query(PgConnection on, String sql) {
    return await(on.query(sql).execute()).iterator().next().getString(0);
  }

  void execute(String sql) {
    await(connection.query(sql).execute());
  }

  /** Starts a COPY of a query's rows. */
  CopyOut out(String query, int chunkBytes) {
    return CopyStreams.copyOut(connection, "COPY (" + query + ") TO STDOUT", chunkBytes);
  }

  /** All of a COPY of a query's rows, as one buffer. */
  Buffer readAll(String query, int chunkBytes) {
    Buffer all = Buffer.buffer();
    try (ChunkReader reader = ChunkReader.over(out(query, chunkBytes))) {
      for (Buffer chunk = reader.next(LIMIT); chunk != null; chunk = reader.next(LIMIT)) {
        all.appendBuffer(chunk);
      }
    }
    return all;
  }

  ChunkWriter writer(String sql) {
    return ChunkWriter.over(await(CopyStreams.copyIn(connection, sql)));
  }

  /** What the connection's server process waits for; empty when for nothing. */
  String waitEvent() {
    return Sql.value(
        database,
        """
        SELECT coalesce(max(coalesce(wait_event, '')), 'no session')
        FROM pg_stat_activity WHERE pid = %d\
        """
            .formatted(connection.processId()));
  }

  /** How many bytes the COPY that runs on the connection has processed by the server's account. */
  long bytesProcessedByCopy() {
    return Long.parseLong(
        Sql.value(
            database,
            "SELECT bytes_processed FROM pg_stat_progress_copy WHERE pid = "
                + connection.processId()));
  }

  void killConnection() {
    Sql.value(database, "SELECT pg_terminate_backend(" + connection.processId() + ")");
  }

  /** Counts the bytes that the connection's channel reads, from now on. */
  AtomicLong countReceivedBytes() {
    AtomicLong received = new AtomicLong();
    var counter =
        new ChannelInboundHandlerAdapter() {
          @Override
          public void channelRead(ChannelHandlerContext context, Object message) {
            received.addAndGet(message instanceof ByteBuf bytes ? bytes.readableBytes() : 0);
            context.fireChannelRead(message);
          }
        };
    var socket = (PgSocketConnection) ((SqlConnectionInternal) connection).unwrap().unwrap();
    socket.socket().channelHandlerContext().pipeline().addFirst(counter);
    return received;
  }

  @Override
  public void close() {
    await(vertx.close());
  }
}
