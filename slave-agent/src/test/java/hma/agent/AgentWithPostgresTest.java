package hma.agent;

import static org.assertj.core.api.Assertions.assertThat;

import hma.agent.work.PreparedSite;
import hma.config.DatabaseUrl;
import hma.master.agent.RemoteSite;
import hma.postgres.Sql;
import hma.postgres.TestPostgres;
import hma.protocol.Claim;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.Outcome;
import hma.protocol.Side;
import hma.protocol.TableSelection;
import hma.sync.MovePlanner;
import hma.sync.PostgresSite;
import hma.sync.RowReader;
import hma.sync.RowWriter;
import hma.sync.Site;
import hma.sync.Source;
import hma.sync.Target;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
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
    // When
    move(master, slave, THERE);
    Sql.execute(slavesDatabase, "INSERT INTO parent (name) VALUES ('written there')");
    move(slave, master, BACK);

    // Then
    assertThat(Sql.value(mastersDatabase, "SELECT count(*) FROM parent")).isEqualTo("1001");
    assertThat(Sql.value(mastersDatabase, "SELECT max(id) FROM parent WHERE name ~ '^written'"))
        .isEqualTo("1001");
    assertThat(Sql.value(mastersDatabase, "SELECT count(*) FROM child")).isEqualTo("20000");
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
      RowWriter writer = target.write(plan.tables().getFirst());
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
    RowWriter writer = target.write(plan.tables().getFirst());

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

  private static MovePlan plan(Site from, Site to) {
    TableSelection all = TableSelection.all();
    return MovePlanner.plan(from.side(), from.catalog(all), to.catalog(all));
  }

  private static void move(Site from, Site to, Claim claim) {
    MovePlan plan = plan(from, to);
    from.fence(claim, plan);
    try (Source source = from.openSource(claim, plan);
        Target target = to.openTarget(claim, plan)) {
      plan.tables().forEach(table -> copy(source, target, table));
      target.setSequences(source.sequences());
      target.restore();
      for (MovedTable table : plan.tables()) {
        assertThat(target.fingerprint(table)).isEqualTo(source.fingerprint(table));
      }
      assertThat(target.sequences()).isEqualTo(source.sequences());
      target.commit();
    }
  }

  private static void copy(Source source, Target target, MovedTable table) {
    try (RowReader reader = source.read(table);
        RowWriter writer = target.write(table)) {
      for (Buffer chunk = reader.next(); chunk != null; chunk = reader.next()) {
        writer.write(chunk);
      }
      assertThat(writer.finish()).isEqualTo(reader.rows());
    }
  }
}
