package hma.agent;

import static org.assertj.core.api.Assertions.assertThat;

import hma.agent.work.PreparedSite;
import hma.config.DatabaseUrl;
import hma.master.agent.RemoteSite;
import hma.postgres.Sql;
import hma.postgres.TestPostgres;
import hma.protocol.Cargo;
import hma.protocol.Claim;
import hma.protocol.MovePlan;
import hma.protocol.Outcome;
import hma.protocol.Side;
import hma.protocol.TableName;
import hma.protocol.TableSelection;
import hma.protocol.Writers;
import hma.sync.MovePlanner;
import hma.sync.MoveProgress;
import hma.sync.Mover;
import hma.sync.PostgresSite;
import hma.sync.RowWriter;
import hma.sync.Site;
import hma.sync.Source;
import hma.sync.TableMove;
import hma.sync.Target;
import hma.workflow.Workflows;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real database behind a real agent, moved from and to another one. */
class AgentWithPostgresTest {
  private static final Claim THERE = new Claim("switchover-1", 2, 1);
  private static final Claim BACK = new Claim("switchover-2", 3, 1);
  private static final Duration SILENCE = Duration.ofSeconds(2);

  private final DatabaseUrl mastersDatabase = TestPostgres.shared().newDatabase();
  private final DatabaseUrl slavesDatabase = TestPostgres.shared().newDatabase();
  private final Vertx vertx = Vertx.vertx();
  private final PostgresSite master = new PostgresSite(vertx, Side.MASTER, mastersDatabase);
  private final PostgresSite behindAgent = new PostgresSite(vertx, Side.SLAVE, slavesDatabase);
  private final TestAgent agent =
      TestAgent.serving(new PreparedSite(behindAgent, behindAgent::install), SILENCE);
  private final RemoteSite slave = agent.site();

  @BeforeEach
  void prepare() {
    for (DatabaseUrl database : new DatabaseUrl[] {mastersDatabase, slavesDatabase}) {
      Sql.execute(
          database,
          "CREATE TABLE parent (id serial PRIMARY KEY, name text NOT NULL)",
          "CREATE TABLE child (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
              + " parent integer REFERENCES parent, payload bytea)");
    }
    Sql.execute(
        mastersDatabase,
        "INSERT INTO parent (name) SELECT 'naïve ' || n FROM generate_series(1, 1000) n",
        "INSERT INTO child (parent, payload)"
            + " SELECT 1 + n % 1000, decode(repeat(md5(n::text), 16), 'hex')"
            + " FROM generate_series(1, 20000) n");
    Sql.execute(slavesDatabase, "INSERT INTO parent (name) VALUES ('of old')");
    master.install();
    for (Site site : new Site[] {master, slave}) {
      site.raiseTerm(1);
      site.adopt(1, 1);
    }
  }

  @AfterEach
  void close() throws Exception {
    agent.close();
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @Test
  void movesADatabaseThereAndBack() {
    // Given
    List<TableMove> there = move(master, slave, THERE);

    // When
    Sql.execute(
        slavesDatabase,
        "INSERT INTO parent (name) VALUES ('written there')",
        "UPDATE child SET payload = NULL WHERE id % 997 = 0",
        "DELETE FROM child WHERE id IN (1, 20000)");
    List<TableMove> back = move(slave, master, BACK);

    // Then
    assertThat(Sql.value(mastersDatabase, "SELECT count(*) FROM parent")).isEqualTo("1001");
    assertThat(Sql.value(mastersDatabase, "SELECT max(id) FROM parent WHERE name ~ '^written'"))
        .isEqualTo("1001");
    assertThat(Sql.value(mastersDatabase, "SELECT count(*) FROM child")).isEqualTo("19998");
    assertThat(Sql.value(mastersDatabase, "SELECT count(*) FROM child WHERE payload IS NULL"))
        .isEqualTo("20");
    assertThat(methods(there)).containsOnly("public.child FULL", "public.parent FULL");
    assertThat(methods(back)).containsOnly("public.child DELTA", "public.parent DELTA");
    assertThat(back).allSatisfy(move -> assertThat(move.bytes()).isPositive());
    assertThat(master.state().epoch()).isEqualTo(3);
    assertThat(slave.settle(THERE)).isEqualTo(Outcome.COMMITTED);
  }

  @Test
  void rollsBackWhenTheMasterGoesSilentDuringAnImport() {
    try (Line line = Line.sound(agent.port())) {
      // Given
      MovePlan plan = plan(master, slave);
      RemoteSite site = agent.site(line.port(), TestAgent.IMPATIENT);
      Target target = site.openTarget(THERE, plan);
      RowWriter writer = target.write(plan.tables().getFirst(), Cargo.ALL_ROWS);
      writer.write(Buffer.buffer("1\tnothing\n"));

      // When
      line.cut();

      // Then
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(openTransactions()).isEqualTo("0"));
      assertThat(Sql.value(slavesDatabase, "SELECT string_agg(name, ',') FROM parent"))
          .isEqualTo("of old");
      assertThat(slave.settle(THERE)).isEqualTo(Outcome.ABORTED);
      writer.close();
      target.close();
    }
  }

  @Test
  void endsAStatementThatRunsWhenItsSessionIsDropped() {
    // Given
    MovePlan plan = plan(master, slave);
    Target target = slave.openTarget(THERE, plan);
    RowWriter writer = target.write(plan.tables().getFirst(), Cargo.ALL_ROWS);

    // When
    Outcome outcome = slave.settle(THERE);

    // Then
    assertThat(outcome).isEqualTo(Outcome.ABORTED);
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(openTransactions()).isEqualTo("0"));
    writer.close();
    target.close();
  }

  private String openTransactions() {
    return Sql.value(
        TestPostgres.shared().administrator(slavesDatabase),
        "SELECT count(*) FROM pg_stat_activity WHERE datname = '%s' AND application_name LIKE"
                .formatted(slavesDatabase.database())
            + " 'hma/target/%'");
  }

  private static List<String> methods(List<TableMove> moves) {
    return moves.stream().map(move -> move.table() + " " + move.method()).toList();
  }

  private static MovePlan plan(Site from, Site to) {
    TableSelection all = TableSelection.all();
    return MovePlanner.plan(from.side(), from.catalog(all), to.catalog(all));
  }

  private List<TableMove> move(Site from, Site to, Claim claim) {
    MovePlan plan = plan(from, to);
    from.fence(claim, plan);
    List<TableMove> moves = new ArrayList<>();
    try (Source source = from.openSource(claim, plan, Writers.STOPPED);
        Target target = to.openTarget(claim, plan)) {
      Mover mover = new Mover(new Workflows(vertx), source, target, plan, gathering(moves));
      mover.move();
      mover.prove();
      target.commit();
    }
    return moves;
  }

  private static MoveProgress gathering(List<TableMove> moves) {
    return new MoveProgress() {
      @Override
      public void check() {}

      @Override
      public void underWay(TableName table, Carried soFar) {
        assertThat(soFar.bytes()).isPositive();
      }

      @Override
      public void moved(TableMove move) {
        moves.add(move);
      }
    };
  }
}
