package hma.sync;

import static org.assertj.core.api.Assertions.assertThat;

import hma.postgres.DatabaseSession;
import hma.postgres.Postgres;
import hma.postgres.Sql;
import hma.protocol.Analysis;
import hma.protocol.MovedTable;
import hma.protocol.TableName;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the planner knows of tables after they were loaded, on a target that others use. */
class StatisticsTest {
  private static final TableName FREE = new TableName("public", "free \"one\"");
  private static final TableName OTHER = new TableName("public", "other");
  private static final String FREE_TABLE = "CREATE TABLE \"free \"\"one\"\"\" (id integer)";

  private final TwoSites sites = TwoSites.create();

  @AfterEach
  void close() {
    sites.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 17, 18})
  void areThoseOfTheNewRowsForAWholePartitionTreeToo(int version) {
    try (TwoSites both = TwoSites.across(version, version)) {
      // Given
      both.both(
              "CREATE FUNCTION half(n integer) RETURNS integer IMMUTABLE LANGUAGE sql AS 'SELECT n / 2'",
              "CREATE FUNCTION quarter(n integer) RETURNS integer IMMUTABLE LANGUAGE plpgsql AS 'BEGIN RETURN half(half(n)); END'",
              "CREATE TABLE plain (id integer) WITH (autovacuum_enabled = false)",
              "CREATE TABLE parted (id integer) PARTITION BY RANGE (id)",
              "CREATE TABLE low PARTITION OF parted FOR VALUES FROM (0) TO (10) WITH (autovacuum_enabled = false)",
              "CREATE TABLE high PARTITION OF parted FOR VALUES FROM (10) TO (99) WITH (autovacuum_enabled = false)")
          .onSource(
              "INSERT INTO plain SELECT 7 FROM generate_series(1, 50)",
              "INSERT INTO parted VALUES (3), (3), (13)");
      if (version < 17) {
        both.both("CREATE INDEX by_quarter ON plain (quarter(id))");
      }
      both.move();
      List<TableName> loaded = both.plan().tables().stream().map(MovedTable::name).toList();

      // When
      Analysis analysis = both.target().analyze(loaded);

      // Then
      assertThat(analysis).isEqualTo(new Analysis(2, List.of()));
      assertThat(known(both))
          .contains(
              List.of("high", "false"),
              List.of("low", "false"),
              List.of("parted", "true"),
              List.of("plain", "false"));
    }
  }

  private static List<List<String>> known(TwoSites sites) {
    return Sql.rows(
        sites.targetDatabase(),
        "SELECT tablename::text, inherited::text FROM pg_stats WHERE schemaname = 'public' AND attname = 'id'");
  }

  @Test
  void stayAsTheyWereWhereATableIsLockedOrAnotherRolesAndThatIsSaid() throws Exception {
    // Given
    sites.onTarget(
        FREE_TABLE, "CREATE TABLE other (id integer)", "CREATE TABLE locked (id integer)");
    Sql.execute(
        sites.targetAsSuperuser(),
        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I OWNER TO CURRENT_USER', current_database()); END $$",
        "ALTER TABLE other OWNER TO " + sites.role("other"));
    try (Connection holder = Sql.connect(sites.targetDatabase());
        Statement statement = holder.createStatement()) {
      statement.execute("BEGIN; LOCK TABLE locked IN SHARE UPDATE EXCLUSIVE MODE");

      // When
      Analysis analysis =
          sites.target().analyze(List.of(OTHER, new TableName("public", "locked"), FREE));

      // Then
      assertThat(analysis)
          .isEqualTo(
              new Analysis(
                  1,
                  List.of(
                      "public.other: only its owner may analyze it",
                      "public.locked: canceling statement due to lock timeout (55P03)")));
    }
  }

  @Test
  void areLeftToAutovacuumOnceTheTimeIsOver() throws Exception {
    // Given
    sites.onTarget(FREE_TABLE);
    Vertx vertx = Vertx.vertx();
    try (DatabaseSession session =
        DatabaseSession.open(Postgres.of(vertx, sites.targetDatabase(), "hma/test"))) {

      // When
      Analysis analysis = new Statistics(session, Duration.ZERO).renew(List.of(FREE));

      // Then
      assertThat(analysis.renewed()).isZero();
      assertThat(analysis.skipped()).containsExactly("public.free \"one\": no time was left");
    } finally {
      vertx.close().await(10, TimeUnit.SECONDS);
    }
  }
}
