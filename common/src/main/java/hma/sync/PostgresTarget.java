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
import org.jspecify.annotations.Nullable;

/**
 * The one transaction that replaces the data of a database of this machine.
 *
 * <p>It begins by giving back what the fence took, since a fenced owner may neither empty nor load
 * its tables; nobody else sees that before the commit.
 */
final class PostgresTarget implements Target {
  private static final String WAITING = "waiting for other sessions on the target";
  private static final Duration CHUNK_LIMIT = Duration.ofMinutes(10);

  private final DatabaseSession session;
  private final Claim claim;
  private final MovePlan plan;
  private final SuspendedTriggers triggers;
  private final SuspendedForeignKeys foreignKeys;
  private final SuspendedChecks checks;
  private volatile @Nullable Writer writer;

  private PostgresTarget(DatabaseSession session, Claim claim, MovePlan plan) {
    this.session = session;
    this.claim = claim;
    this.plan = plan;
    this.triggers = SuspendedTriggers.turnOff(session, plan.relations());
    this.foreignKeys = SuspendedForeignKeys.drop(session, plan.relations());
    this.checks = SuspendedChecks.drop(session, plan.relations());
  }

  static PostgresTarget open(Postgres postgres, LockPatience patience, Claim claim, MovePlan plan) {
    DatabaseSession session = DatabaseSession.open(postgres);
    try {
      new PatientTransaction(session, patience, TableLock.ACCESS_EXCLUSIVE, plan.relations())
          .open(WAITING, () -> lock(session, plan));
      session.run(
          "preparing the transaction",
          // What COPY leaves to be checked at the end would forbid ALTER TABLE.
          "SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL lock_timeout = '10s'");
      PostgresTarget target = new PostgresTarget(session, claim, plan);
      target.empty();
      return target;
    } catch (RuntimeException failure) {
      session.close();
      throw failure;
    }
  }

  /** All at once and first, so that no lock has to be made stronger later. */
  private static void lock(DatabaseSession session, MovePlan plan) {
    new Fence(session).lift();
    TableLock.ACCESS_EXCLUSIVE.take(session, WAITING, plan.relations());
  }

  /** Never CASCADE: it would empty tables that nobody listed. */
  private void empty() {
    List<TableName> tables = plan.tables().stream().map(MovedTable::name).toList();
    if (!tables.isEmpty()) {
      session.run("emptying the tables", "TRUNCATE " + Names.list("ONLY ", tables));
    }
  }

  @Override
  public RowWriter write(MovedTable table) {
    String doing = "writing " + table.name();
    String sql = "COPY %s%s FROM STDIN".formatted(Names.quoted(table.name()), Names.columns(table));
    Writer opened =
        new Writer(
            doing,
            ChunkWriter.over(session.await(doing, CopyStreams.copyIn(session.connection(), sql))));
    writer = opened;
    return opened;
  }

  @Override
  public void restore() {
    checks.add();
    foreignKeys.add();
    triggers.turnOn();
    MaterializedViews.refresh(session, plan.materializedViews());
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

  /** A stream that is still open comes first: a connection closes when its statement is over. */
  @Override
  public void close() {
    Writer open = writer;
    if (open != null) {
      open.close();
    }
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
