package hma.postgres;

import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;

/**
 * COPY as streams of bytes on the reactive client, which has none: <a
 * href="https://www.postgresql.org/docs/current/sql-copy.html">PostgreSQL, COPY</a>.
 *
 * <p>Only for a connection of {@link Postgres#connect} that is held exclusively: from the start of
 * a COPY until it is over nothing else may run on it. Afterwards, however it ended, the connection
 * can be used again unless the connection itself was lost. The statement is sent as it is: names in
 * it have to be quoted, see {@link Identifiers}.
 */
public final class CopyStreams {
  private CopyStreams() {}

  /**
   * Starts a {@code COPY … TO STDOUT}. The stream flows once it has a handler.
   *
   * @param chunkBytes the size of every chunk but the last, at least 1
   */
  public static CopyOut copyOut(PgConnection connection, String sql, int chunkBytes) {
    CopyOut out = new CopyOut(CopyChannel.of(connection), chunkBytes);
    out.start(sql);
    return out;
  }

  /**
   * Starts a {@code COPY … FROM STDIN}.
   *
   * @return completes when the server is ready for data, or fails with the server's {@code
   *     PgException}
   */
  public static Future<CopyIn> copyIn(PgConnection connection, String sql) {
    return new CopyIn(CopyChannel.of(connection)).start(sql);
  }
}
