package hma.sync;

import static org.assertj.core.api.Assertions.assertThat;

import hma.config.DatabaseUrl;
import hma.postgres.Sql;
import hma.postgres.TestPostgres;
import hma.protocol.Claim;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.Side;
import hma.protocol.TableSelection;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.TimeUnit;

/**
 * Two new databases with HMA's schema, from the master to the slave, and the moves between them.
 */
final class TwoSites implements AutoCloseable {
  static final Claim CLAIM = new Claim("switchover-1", 2, 1);

  private final Vertx vertx = Vertx.vertx();
  private final DatabaseUrl sourceDatabase;
  private final DatabaseUrl targetDatabase;
  private final PostgresSite source;
  private final PostgresSite target;

  private TwoSites(DatabaseUrl sourceDatabase, DatabaseUrl targetDatabase) {
    this.sourceDatabase = sourceDatabase;
    this.targetDatabase = targetDatabase;
    this.source = new PostgresSite(vertx, Side.MASTER, sourceDatabase);
    this.target = new PostgresSite(vertx, Side.SLAVE, targetDatabase);
  }

  /** On servers of the default version, HMA's schema installed, term 1, epoch 1. */
  static TwoSites create() {
    TestPostgres server = TestPostgres.shared();
    return of(server.newDatabase(), server.newDatabase());
  }

  /** On servers of two major versions. */
  static TwoSites across(int sourceMajor, int targetMajor) {
    return of(
        TestPostgres.shared(sourceMajor).newDatabase(),
        TestPostgres.shared(targetMajor).newDatabase());
  }

  private static TwoSites of(DatabaseUrl source, DatabaseUrl target) {
    TwoSites sites = new TwoSites(source, target);
    for (PostgresSite site : new PostgresSite[] {sites.source, sites.target}) {
      site.install();
      site.raiseTerm(CLAIM.term());
      site.adopt(CLAIM.epoch() - 1, CLAIM.term());
    }
    return sites;
  }

  PostgresSite source() {
    return source;
  }

  PostgresSite target() {
    return target;
  }

  DatabaseUrl sourceDatabase() {
    return sourceDatabase;
  }

  DatabaseUrl targetDatabase() {
    return targetDatabase;
  }

  /** Runs the statements on both sides. */
  TwoSites both(String... statements) {
    return onSource(statements).onTarget(statements);
  }

  /** Runs the statements on the source. */
  TwoSites onSource(String... statements) {
    Sql.execute(sourceDatabase, statements);
    return this;
  }

  /** Runs the statements on the target. */
  TwoSites onTarget(String... statements) {
    Sql.execute(targetDatabase, statements);
    return this;
  }

  MovePlan plan() {
    return plan(TableSelection.all());
  }

  MovePlan plan(TableSelection selection) {
    return MovePlanner.plan(Side.MASTER, source.catalog(selection), target.catalog(selection));
  }

  /** A whole switchover of the data: fence, copy, proof, commit. */
  void move() {
    move(plan());
  }

  void move(MovePlan plan) {
    source.fence(CLAIM, plan);
    try (Source from = source.openSource(CLAIM, plan);
        Target to = target.openTarget(CLAIM, plan)) {
      load(from, to, plan);
      for (MovedTable table : plan.tables()) {
        assertThat(to.fingerprint(table)).as(table.toString()).isEqualTo(from.fingerprint(table));
      }
      assertThat(to.sequences()).isEqualTo(from.sequences());
      to.commit();
    }
  }

  /** All rows and sequences, constraints and triggers put back; nothing committed. */
  static void load(Source from, Target to, MovePlan plan) {
    plan.tables().forEach(table -> copy(from, to, table));
    to.setSequences(from.sequences());
    to.restore();
  }

  /** One table's rows. */
  static long copy(Source from, Target to, MovedTable table) {
    try (RowReader reader = from.read(table);
        RowWriter writer = to.write(table)) {
      for (Buffer chunk = reader.next(); chunk != null; chunk = reader.next()) {
        assertThat(chunk.length()).isBetween(1, Chunks.MAX_BYTES);
        writer.write(chunk);
      }
      long rows = writer.finish();
      assertThat(rows).isEqualTo(reader.rows());
      return rows;
    }
  }

  @Override
  public void close() {
    try {
      vertx.close().await(10, TimeUnit.SECONDS);
    } catch (java.util.concurrent.TimeoutException late) {
      throw new IllegalStateException(late);
    }
  }
}
