package hma.sync;

import hma.postgres.ChunkReader;
import hma.postgres.CopyStreams;
import hma.postgres.DatabaseSession;
import hma.postgres.Postgres;
import hma.protocol.Fingerprint;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.SequenceValue;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A repeatable-read transaction on a database of this machine. */
final class PostgresSource implements Source {
  private static final Duration CHUNK_LIMIT = Duration.ofMinutes(10);

  private final DatabaseSession session;
  private final MovePlan plan;
  private volatile @Nullable Reader reader;

  private PostgresSource(DatabaseSession session, MovePlan plan) {
    this.session = session;
    this.plan = plan;
  }

  static PostgresSource open(Postgres postgres, MovePlan plan) {
    DatabaseSession session = DatabaseSession.open(postgres);
    try {
      session.run("opening the snapshot", snapshot(plan));
    } catch (RuntimeException failure) {
      session.close();
      throw failure;
    }
    return new PostgresSource(session, plan);
  }

  /**
   * The locks keep others from altering tables, which snapshots don't protect from; they come
   * before the first SELECT, which takes the snapshot.
   */
  private static String snapshot(MovePlan plan) {
    String lock =
        plan.relations().isEmpty()
            ? ""
            : "LOCK TABLE " + Names.list("", plan.relations()) + " IN ACCESS SHARE MODE; ";
    return "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; " + lock + "SELECT 1";
  }

  @Override
  public RowReader read(MovedTable table) {
    return read(
        table, "COPY %s%s TO STDOUT".formatted(Names.quoted(table.name()), Names.columns(table)));
  }

  @Override
  public RowReader readHashes(MovedTable table, List<String> key) {
    return read(table, RowHashes.copy(table, key));
  }

  private RowReader read(MovedTable table, String sql) {
    Reader opened =
        new Reader(
            "reading " + table.name(),
            ChunkReader.over(CopyStreams.copyOut(session.connection(), sql, Chunks.MAX_BYTES)));
    reader = opened;
    return opened;
  }

  @Override
  public Fingerprint fingerprint(MovedTable table) {
    return Fingerprints.of(session, table);
  }

  @Override
  public List<SequenceValue> sequences() {
    return Sequences.read(session, plan.sequences());
  }

  /** A stream that is still open comes first: a connection closes when its statement is over. */
  @Override
  public void close() {
    Reader open = reader;
    if (open != null) {
      open.close();
    }
    session.close();
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
}
