package hma.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hma.postgres.Sql;
import hma.protocol.MaterializedView;
import hma.protocol.MovePlan;
import hma.protocol.TableName;
import hma.protocol.TableSelection;
import hma.protocol.Writers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MaterializedViewsTest {
  private final TwoSites sites = TwoSites.create();

  @AfterEach
  void close() {
    sites.close();
  }

  @Test
  void holdWhatTheirTablesHoldOnTheTargetEvenIfTheyWereStaleOnTheSource() {
    // Given
    sites
        .both("CREATE TABLE t (a integer)", "CREATE MATERIALIZED VIEW m AS SELECT sum(a) FROM t")
        .onSource("INSERT INTO t VALUES (1), (2)");

    // When
    sites.move();

    // Then
    assertThat(Sql.value(sites.sourceDatabase(), "SELECT * FROM m")).isNull();
    assertThat(Sql.value(sites.targetDatabase(), "SELECT * FROM m")).isEqualTo("3");
  }

  @Test
  void comeAfterThoseTheyReadAlsoThroughViews() {
    sites.onSource(
        "CREATE TABLE t (a integer)",
        "CREATE MATERIALIZED VIEW z AS SELECT a FROM t",
        "CREATE VIEW v AS SELECT a FROM z",
        "CREATE MATERIALIZED VIEW y AS SELECT a FROM v WITH NO DATA",
        "CREATE MATERIALIZED VIEW x AS SELECT y.a FROM y JOIN z USING (a) WITH NO DATA",
        "CREATE MATERIALIZED VIEW a AS SELECT 1 AS one");

    List<MaterializedView> views = sites.source().catalog(TableSelection.all()).materializedViews();

    assertThat(views)
        .containsExactly(view("a", true), view("z", true), view("y", false), view("x", false));
  }

  @Test
  void moveWithTheTablesThatTheyRead() {
    sites.onSource(
        "CREATE TABLE t (a integer)",
        "CREATE TABLE other (a integer)",
        "CREATE MATERIALIZED VIEW of_t AS SELECT a FROM t",
        "CREATE MATERIALIZED VIEW of_view AS SELECT a FROM of_t",
        "CREATE MATERIALIZED VIEW of_other AS SELECT a FROM other");

    List<MaterializedView> views =
        sites.source().catalog(new TableSelection(List.of("t"))).materializedViews();

    assertThat(views).containsExactly(view("of_t", true), view("of_view", true));
  }

  @Test
  void areNamedWhereTheTargetLacksThem() {
    sites.onSource("CREATE MATERIALIZED VIEW m AS SELECT 1 AS a");

    assertThatThrownBy(sites::plan)
        .isInstanceOf(UnfitSchemas.class)
        .hasMessageContaining("materialized view public.m is missing on the slave");
  }

  @Test
  void stayAsTheyWereWhenTheTargetDoesNotCommit() {
    // Given
    sites
        .both(
            "CREATE TABLE t (a integer)",
            "INSERT INTO t VALUES (7)",
            "CREATE MATERIALIZED VIEW m AS SELECT sum(a) FROM t")
        .onSource("INSERT INTO t VALUES (1)");

    MovePlan plan = sites.plan();

    // When
    try (Source from = sites.source().openSource(TwoSites.CLAIM, plan, Writers.STOPPED);
        Target to = sites.target().openTarget(TwoSites.CLAIM, plan)) {
      sites.load(from, to, plan);
    }

    // Then
    assertThat(Sql.value(sites.targetDatabase(), "SELECT * FROM m")).isEqualTo("7");
  }

  private static MaterializedView view(String name, boolean populated) {
    return new MaterializedView(new TableName("public", name), populated);
  }
}
