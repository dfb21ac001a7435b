package hma.sync;

import static org.assertj.core.api.Assertions.assertThat;

import hma.postgres.Sql;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Materialized views are computed while the worker writes, and in the outage only if need be. */
class LiveViewsTest {
  private final TwoSites sites = TwoSites.create();

  @BeforeEach
  void createViews() {
    sites
        .both(
            "CREATE TABLE t (id integer PRIMARY KEY)",
            "CREATE TABLE keyless (a integer)",
            "CREATE MATERIALIZED VIEW plain AS SELECT count(*) AS n FROM t",
            "CREATE MATERIALIZED VIEW listed AS SELECT id FROM t",
            "CREATE UNIQUE INDEX ON listed (id)",
            "CREATE MATERIALIZED VIEW without_data AS SELECT id FROM t WITH NO DATA")
        .onSource("INSERT INTO t VALUES (1), (2)");
  }

  @AfterEach
  void close() {
    sites.close();
  }

  @Test
  void areNotComputedAgainUnlessTheSourceHasRefreshedThem() {
    move("INSERT INTO t VALUES (3)", "SELECT 1");

    assertThat(target("SELECT n FROM plain")).isEqualTo("2");
    assertThat(target("SELECT count(*) FROM listed")).isEqualTo("2");
  }

  @Test
  void areComputedAgainWhenTheSourceHasRefreshedThem() {
    move("INSERT INTO t VALUES (3)", "REFRESH MATERIALIZED VIEW plain");

    assertThat(target("SELECT n FROM plain")).isEqualTo("3");
    assertThat(target("SELECT count(*) FROM listed")).isEqualTo("2");
  }

  @Test
  void areComputedAgainWhenTheSourceHasRefreshedThemConcurrently() {
    move(
        "REFRESH MATERIALIZED VIEW listed; INSERT INTO t VALUES (3)",
        "REFRESH MATERIALIZED VIEW CONCURRENTLY listed");

    assertThat(target("SELECT n FROM plain")).isEqualTo("2");
    assertThat(target("SELECT count(*) FROM listed")).isEqualTo("3");
  }

  @Test
  void areComputedAgainWhenTheSourceHasFilledThem() {
    move("INSERT INTO t VALUES (3)", "REFRESH MATERIALIZED VIEW without_data");

    assertThat(target("SELECT count(*) FROM without_data")).isEqualTo("3");
  }

  @Test
  void areComputedAgainWhenATableWasNotAllThere() {
    move("INSERT INTO t VALUES (3)", "INSERT INTO keyless VALUES (1)");

    assertThat(target("SELECT n FROM plain")).isEqualTo("3");
    assertThat(target("SELECT count(*) FROM listed")).isEqualTo("3");
  }

  @Test
  void areAllComputedWhereThatWasNotDoneBefore() {
    try (LiveMover mover = LiveCopy.mover(sites, LiveCopy.choice(sites), new TwoSites.Moves())) {
      mover.copy();
      finish(mover);
    }

    assertThat(target("SELECT n FROM plain")).isEqualTo("2");
  }

  /** Computes views between the copy and these statements, each of them in a session. */
  private void move(String... meanwhile) {
    CaptureUnits.Choice choice = LiveCopy.choice(sites);
    try (LiveMover mover = LiveCopy.mover(sites, choice, new TwoSites.Moves())) {
      mover.copy();
      mover.computeViews();
      for (String statement : meanwhile) {
        sites.onSource(statement);
      }
      mover.compare();
      sites.source().fence(LiveCopy.CLAIM, choice.plan());
      finish(mover);
    }
    assertThat(target("SELECT count(*) FROM t")).isEqualTo("3");
  }

  private static void finish(LiveMover mover) {
    mover.finish();
    mover.prove(new VerifyBudget(Duration.ZERO));
    mover.commit();
  }

  private String target(String query) {
    return Sql.value(sites.targetDatabase(), query);
  }
}
