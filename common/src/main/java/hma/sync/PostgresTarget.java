package hma.sync;

import hma.postgres.ChunkWriter;
import hma.postgres.CopyStreams;
import hma.postgres.DatabaseSession;
import hma.postgres.Postgres;
import hma.protocol.Claim;
import hma.protocol.Fingerprint;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.Outcome;
import hma.protocol.SequenceValue;
import hma.protocol.TableName;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;

/**
 * The one transaction that replaces the data of a database of this machine.
 *
 * <p>It begins by giving back what the fence took, since a fenced owner may neither empty nor load
 * its tables; nobody else sees that before the commit.
 */
final class PostgresTarget implements Target {
  private static final Duration CHUNK_LIMIT = Duration.ofMinutes(10);

  private final DatabaseSession session;
  private final Claim claim;
  private final MovePlan plan;
  private final Suspension suspension;

  private PostgresTarget(
      DatabaseSession session, Claim claim, MovePlan plan, Suspension suspension) {
    this.session = session;
    this.claim = claim;
    this.plan = plan;
    this.suspension = suspension;
  }

  static PostgresTarget open(Postgres postgres, Claim claim, MovePlan plan) {
    DatabaseSession session = DatabaseSession.open(postgres);
    try {
      session.run("opening the transaction", "BEGIN");
      TableLocks.take(session, plan.relations());
      new Fence(session).lift();
      Suspension suspension = Suspension.begin(session, plan.relations());
      empty(session, plan);
      return new PostgresTarget(session, claim, plan, suspension);
    } catch (RuntimeException failure) {
      session.close();
      throw failure;
    }
  }

  /** Never CASCADE: it would empty tables that nobody listed. */
  private static void empty(DatabaseSession session, MovePlan plan) {
    List<TableName> tables = plan.tables().stream().map(MovedTable::name).toList();
    if (!tables.isEmpty()) {
      session.run("emptying the tables", "TRUNCATE " + Names.list("ONLY ", tables));
    }
  }

  @Override
  public RowWriter write(MovedTable table) {
    String doing = "writing " + table.name();
    String sql = "COPY %s%s FROM STDIN".formatted(Names.quoted(table.name()), Names.columns(table));
    return new Writer(
        doing,
        ChunkWriter.over(session.await(doing, CopyStreams.copyIn(session.connection(), sql))));
  }

  @Override
  public void restore() {
    suspension.end();
  }

  @Override
  public void setSequences(List<SequenceValue> values) {
    Sequences.set(session, values);
  }

  @Override
  public Fingerprint fingerprint(MovedTable table) {
    return Fingerprints.of(session, table);
  }

  @Override
  public List<SequenceValue> sequences() {
    return Sequences.read(session, plan.sequences());
  }

  @Override
  public void commit() {
    StateRow state = new StateRow(session);
    state.record(claim, Outcome.COMMITTED);
    if (state.outcome(claim) != Outcome.COMMITTED) {
      throw SiteProblems.staleTerm(
          "switchover " + claim.switchover() + " was given up: its receipt says ABORTED");
    }
    state.advance(claim);
    session.run("committing", "COMMIT");
  }

  @Override
  public void close() {
    session.close();
  }

  private record Writer(String doing, ChunkWriter chunks) implements RowWriter {
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
      return DatabaseSession.translating(
          doing, () -> chunks.finish(DatabaseSession.STATEMENT_LIMIT));
    }

    @Override
    public void close() {
      chunks.close();
    }
  }
}
