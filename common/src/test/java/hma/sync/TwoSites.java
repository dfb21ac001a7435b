package hma.sync;

import static org.assertj.core.api.Assertions.assertThat;

import hma.config.DatabaseUrl;
import hma.postgres.Postgres;
import hma.postgres.Sql;
import hma.postgres.TestPostgres;
import hma.protocol.Cargo;
import hma.protocol.Claim;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.Side;
import hma.protocol.TableChanges;
import hma.protocol.TableName;
import hma.protocol.TableSelection;
import hma.protocol.Writers;
import hma.workflow.Workflows;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Two new databases with HMA's schema, from the master to the slave, and the moves between them.
 */
final class TwoSites implements AutoCloseable {
  static final Claim CLAIM = new Claim("switchover-1", 2, 1);
  private static final LockPatience IMPATIENT =
      new LockPatience(Duration.ofMillis(10), Duration.ofMillis(50), 3);

  private final Vertx vertx = Vertx.vertx();
  private final TestPostgres sourceServer;
  private final TestPostgres targetServer;
  private final List<String> roles = new ArrayList<>();
  private final DatabaseUrl sourceDatabase;
  private final DatabaseUrl targetDatabase;
  private final PostgresSite source;
  private final PostgresSite target;
  private Claim last = CLAIM;

  private TwoSites(TestPostgres sourceServer, TestPostgres targetServer) {
    this.sourceServer = sourceServer;
    this.targetServer = targetServer;
    this.sourceDatabase = sourceServer.newDatabase();
    this.targetDatabase = targetServer.newDatabase();
    this.source = new PostgresSite(vertx, Side.MASTER, sourceDatabase);
    this.target = new PostgresSite(vertx, Side.SLAVE, targetDatabase);
  }

  /** On a server of the default version, HMA's schema installed, term 1, epoch 1. */
  static TwoSites create() {
    return new TwoSites(TestPostgres.shared(), TestPostgres.shared()).install();
  }

  /** On servers of two major versions. */
  static TwoSites across(int sourceMajor, int targetMajor) {
    return new TwoSites(TestPostgres.shared(sourceMajor), TestPostgres.shared(targetMajor))
        .install();
  }

  private TwoSites install() {
    for (PostgresSite site : List.of(source, target)) {
      site.install();
      site.raiseTerm(CLAIM.term());
      site.adopt(CLAIM.epoch() - 1, CLAIM.term());
    }
    return this;
  }

  /** The target's database as a superuser. */
  DatabaseUrl targetAsSuperuser() {
    return targetServer.administrator(targetDatabase);
  }

  /** The source's database as a superuser. */
  DatabaseUrl sourceAsSuperuser() {
    return sourceServer.administrator(sourceDatabase);
  }

  /** Another role on the source's server, gone when this closes. */
  String role(String name) {
    String role = name + " of " + sourceDatabase.database();
    Sql.execute(sourceServer.administrator(), "CREATE ROLE \"%s\" LOGIN".formatted(role));
    roles.add(role);
    return '"' + role + '"';
  }

  /** The source by a site that loses patience with locks at once. */
  PostgresSite impatientSource() {
    return impatient(Side.MASTER, sourceDatabase);
  }

  /** The target by a site that loses patience with locks at once. */
  PostgresSite impatientTarget() {
    return impatient(Side.SLAVE, targetDatabase);
  }

  private PostgresSite impatient(Side side, DatabaseUrl database) {
    return new PostgresSite(
        side, Postgres.of(vertx, database, "hma/impatient"), IMPATIENT, IMPATIENT);
  }

  /** Starts blocking work beside the test. */
  <T> Future<T> start(Callable<T> work) {
    return workflows().start("beside the test", work);
  }

  Workflows workflows() {
    return new Workflows(vertx);
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

  /** A whole switchover of the data: fence, comparison, copy, proof, commit. */
  List<TableMove> move() {
    return move(plan());
  }

  List<TableMove> move(MovePlan plan) {
    Claim claim = nextClaim();
    last = claim;
    source.fence(claim, plan);
    try (Source from = source.openSource(claim, plan, Writers.STOPPED);
        Target to = target.openTarget(claim, plan)) {
      List<TableMove> moves = load(from, to, plan);
      to.commit();
      return moves;
    }
  }

  /** By what right the last move took place. */
  Claim lastClaim() {
    return last;
  }

  /** Lets a switchover take place again in the same direction. */
  private Claim nextClaim() {
    long epoch = Math.max(source.state().epoch(), target.state().epoch()) + 1;
    return epoch == CLAIM.epoch() ? CLAIM : new Claim("switchover-" + epoch, epoch, CLAIM.term());
  }

  /** All rows and sequences moved and proven, constraints and triggers back; nothing committed. */
  List<TableMove> load(Source from, Target to, MovePlan plan) {
    Moves moves = new Moves();
    Mover mover = mover(from, to, plan, moves);
    mover.move();
    mover.prove();
    return moves.all();
  }

  Mover mover(Source from, Target to, MovePlan plan, MoveProgress progress) {
    return new Mover(new Workflows(vertx), from, to, plan, progress);
  }

  /** Gathers how tables were moved. */
  static class Moves implements MoveProgress {
    private final List<TableMove> all = new ArrayList<>();

    List<TableMove> all() {
      return List.copyOf(all);
    }

    @Override
    public void check() {}

    @Override
    public void underWay(TableName table, Carried soFar) {
      assertThat(soFar.bytes()).isPositive();
    }

    @Override
    public void moved(TableMove move) {
      all.add(move);
    }
  }

  /** All rows of one table, which the target has emptied. */
  static long copy(Source from, Target to, MovedTable table) {
    try (RowReader reader = from.read(table, Cargo.ALL_ROWS);
        RowWriter writer = to.write(table, Cargo.ALL_ROWS)) {
      for (Buffer chunk = reader.next(); chunk != null; chunk = reader.next()) {
        assertThat(chunk.length()).isBetween(1, Chunks.MAX_BYTES);
        writer.write(chunk);
      }
      long rows = writer.finish();
      assertThat(rows).isEqualTo(reader.rows());
      return rows;
    }
  }

  /** All tables to be loaded whole. */
  static TableChanges whole(MovePlan plan) {
    return new TableChanges(plan.tables().stream().map(MovedTable::name).toList(), List.of());
  }

  /** Drops the databases and roles: hundreds of them would fill the disk of the test's machine. */
  @Override
  public void close() {
    try {
      vertx.close().await(10, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      throw new IllegalStateException(late);
    }
    drop(sourceServer, sourceDatabase);
    drop(targetServer, targetDatabase);
    for (String role : roles) {
      Sql.execute(sourceServer.administrator(), "DROP ROLE \"%s\"".formatted(role));
    }
  }

  private static void drop(TestPostgres server, DatabaseUrl database) {
    Sql.execute(
        server.administrator(),
        "DROP DATABASE \"%s\" WITH (FORCE)".formatted(database.database()),
        "DROP ROLE \"%s\"".formatted(database.user()));
  }
}
