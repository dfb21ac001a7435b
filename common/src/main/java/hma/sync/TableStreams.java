package hma.sync;

import hma.postgres.ChunkReader;
import hma.postgres.ChunkWriter;
import hma.postgres.CopyStreams;
import hma.postgres.DatabaseSession;
import hma.protocol.MovedTable;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The COPY streams of one connection: one at a time, closed before the connection is. */
final class TableStreams {
  private static final Duration CHUNK_LIMIT = Duration.ofMinutes(10);

  private final DatabaseSession session;
  private volatile @Nullable Reader reader;
  private volatile @Nullable Writer writer;

  TableStreams(DatabaseSession session) {
    this.session = session;
  }

  /** Starts a {@code COPY … TO STDOUT}. */
  RowReader out(String doing, String sql) {
    Reader opened =
        new Reader(
            doing,
            ChunkReader.over(CopyStreams.copyOut(session.connection(), sql, Chunks.MAX_BYTES)));
    reader = opened;
    return opened;
  }

  /**
   * Starts a {@code COPY … FROM STDIN}.
   *
   * @param whenFinished done with the number of rows once the database has taken everything
   */
  RowWriter in(String doing, String sql, LongConsumer whenFinished) {
    Writer opened =
        new Writer(
            doing,
            ChunkWriter.over(session.await(doing, CopyStreams.copyIn(session.connection(), sql))),
            whenFinished);
    writer = opened;
    return opened;
  }

  /**
   * Starts to write rows of a table. Expressions of the application that run on each row find what
   * they find for its workers.
   */
  RowWriter rows(MovedTable table, String options, LongConsumer whenFinished) {
    String doing = "writing " + table.name();
    Runnable pinning = SearchPath.ofRole(session, doing);
    return in(
        doing,
        "COPY %s%s FROM STDIN%s"
            .formatted(Names.quoted(table.name()), Names.columns(table), options),
        rows -> {
          pinning.run();
          whenFinished.accept(rows);
        });
  }

  /** Ends what is open; a connection closes only when its statement is over. */
  void close() {
    Reader openReader = reader;
    if (openReader != null) {
      openReader.close();
    }
    Writer openWriter = writer;
    if (openWriter != null) {
      openWriter.close();
    }
  }

  private record Reader(String doing, ChunkReader chunks) implements RowReader {
    @Override
    public @Nullable Buffer next() {
      return DatabaseSession.translating(doing, () -> chunks.next(CHUNK_LIMIT));
    }

    @Override
    public long rows() {
      return chunks.rows();
    }

    @Override
    public void close() {
      chunks.close();
    }
  }

  private record Writer(String doing, ChunkWriter chunks, LongConsumer whenFinished)
      implements RowWriter {
    @Override
    public void write(Buffer chunk) {
      DatabaseSession.translating(
          doing,
          () -> {
            chunks.write(chunk, CHUNK_LIMIT);
            return chunk;
          });
    }

    @Override
    public long finish() {
      long rows =
          DatabaseSession.translating(doing, () -> chunks.finish(DatabaseSession.STATEMENT_LIMIT));
      whenFinished.accept(rows);
      return rows;
    }

    @Override
    public void close() {
      chunks.close();
    }
  }
}
