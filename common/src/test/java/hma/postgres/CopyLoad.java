package hma.postgres;

import static hma.postgres.CopyTestSupport.LIMIT;
import static hma.postgres.CopyTestSupport.MEBIBYTE;
import static hma.postgres.CopyTestSupport.await;

import hma.config.DatabaseUrl;
import hma.config.Secret;
import hma.config.SslMode;
import io.netty.buffer.PooledByteBufAllocator;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgConnection;
import java.util.Locale;
import java.util.Optional;

/** What forked JVMs run, with limits that the test's own JVM cannot have. */
final class CopyLoad {
  private static final String ROWS = "SELECT generate_series(1, %d), repeat('x', %d)";

  private final Vertx vertx = Vertx.vertx();
  private final Postgres postgres;

  private CopyLoad(DatabaseUrl database) {
    this.postgres = Postgres.of(vertx, database, "load");
  }

  /** Takes what to do and the parts of a database's address; prints what came out. */
  public static void main(String[] arguments) {
    CopyLoad load = new CopyLoad(address(arguments));
    switch (arguments[0]) {
      case "transfer" -> load.transfer();
      case "leaks" -> load.thousandCopies();
      case "leak-on-purpose" -> load.leakOnPurpose();
      default -> throw new IllegalArgumentException(arguments[0]);
    }
    await(load.vertx.close());
  }

  static String[] arguments(String what, DatabaseUrl database) {
    return new String[] {
      what,
      database.host(),
      Integer.toString(database.port()),
      database.database(),
      database.user(),
      database.password().reveal(),
      database.sslMode().name()
    };
  }

  private static DatabaseUrl address(String[] arguments) {
    return new DatabaseUrl(
        arguments[1],
        Integer.parseInt(arguments[2]),
        arguments[3],
        arguments[4],
        Secret.of(arguments[5]),
        SslMode.valueOf(arguments[6]),
        Optional.empty());
  }

  /** 300,000 rows of 1,000 bytes from one connection to another. */
  private void transfer() {
    PgConnection source = await(postgres.connect());
    PgConnection target = await(postgres.connect());
    long bytes = 0;
    long rows;
    try (ChunkReader reader = ChunkReader.over(out(source, ROWS.formatted(300_000, 1000)));
        ChunkWriter writer = writer(target)) {
      for (Buffer chunk = reader.next(LIMIT); chunk != null; chunk = reader.next(LIMIT)) {
        bytes += chunk.length();
        writer.write(chunk, LIMIT);
      }
      rows = writer.finish(LIMIT);
    }
    System.out.printf(Locale.ROOT, "rows %d, bytes %d%n", rows, bytes);
  }

  private void thousandCopies() {
    PgConnection connection = await(postgres.connect());
    for (int round = 0; round < 125; round++) {
      readAll(connection, ROWS.formatted(100, 1000));
      readAll(connection, ROWS.formatted(0, 1));
      readAndFail(connection);
      readAndCancel(connection);
      write(connection, "1\ta\n".repeat(1000), true);
      write(connection, "", true);
      write(connection, "1\tabort", false);
      writeAndFail(connection);
    }
    System.out.println("copies 1000");
    collectGarbage();
  }

  private void leakOnPurpose() {
    for (int leaked = 0; leaked < 10; leaked++) {
      PooledByteBufAllocator.DEFAULT.directBuffer(100).writeByte(1);
    }
    collectGarbage();
  }

  /** Netty reports what was collected without a release when it makes the next buffers. */
  private static void collectGarbage() {
    for (int round = 0; round < 10; round++) {
      System.gc();
      PooledByteBufAllocator.DEFAULT.directBuffer(100).release();
    }
  }

  private static void readAll(PgConnection connection, String query) {
    try (ChunkReader reader = ChunkReader.over(out(connection, query))) {
      while (reader.next(LIMIT) != null) {
        // Only taken.
      }
    }
  }

  private static void readAndFail(PgConnection connection) {
    try {
      readAll(connection, "SELECT 1 / (50 - n), repeat('x', 1000) FROM generate_series(1, 90) n");
      throw new AssertionError("division by zero went unnoticed");
    } catch (io.vertx.pgclient.PgException expected) {
      // The connection goes on.
    }
  }

  private static void readAndCancel(PgConnection connection) {
    ChunkReader.over(out(connection, ROWS.formatted(50_000_000, 1000))).close();
  }

  private static void write(PgConnection connection, String data, boolean finish) {
    try (ChunkWriter writer = writer(connection)) {
      writer.write(Buffer.buffer(data), LIMIT);
      if (finish) {
        writer.finish(LIMIT);
      }
    }
  }

  private static void writeAndFail(PgConnection connection) {
    try {
      write(connection, "not a number\n".repeat(1000), true);
      throw new AssertionError("bad data went unnoticed");
    } catch (io.vertx.pgclient.PgException expected) {
      // The connection goes on.
    }
  }

  private static CopyOut out(PgConnection connection, String query) {
    return CopyStreams.copyOut(connection, "COPY (" + query + ") TO STDOUT", MEBIBYTE);
  }

  private static ChunkWriter writer(PgConnection connection) {
    return ChunkWriter.over(await(CopyStreams.copyIn(connection, "COPY public.t FROM STDIN")));
  }
}
