package hma.sync;

import static hma.sync.TwoSites.CLAIM;
import static org.assertj.core.api.Assertions.assertThat;

import hma.postgres.Sql;
import hma.protocol.MovePlan;
import hma.protocol.TableName;
import hma.protocol.Writers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several tables are read at a time, all in the same moment. */
class ReadAheadTest {
  private static final String SESSIONS =
      "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'hma/source/%'";

  private final TwoSites sites = TwoSites.create();

  @AfterEach
  void close() {
    sites.close();
  }

  @Test
  void readsSeveralTablesOfOneMomentWhileOneIsWritten() {
    // Given
    List<String> tables = IntStream.range(0, 9).mapToObj(n -> "t" + n).toList();
    for (String table : tables) {
      sites
          .both("CREATE TABLE %s (id integer PRIMARY KEY, v text)".formatted(table))
          .onSource(
              "INSERT INTO %s SELECT n, repeat('%s', 9) FROM generate_series(1, 2000) n"
                  .formatted(table, table));
    }
    sites
        .both("ALTER TABLE t4 ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
        .onSource("ANALYZE");
    MovePlan plan = sites.plan();
    List<Long> sessions = new ArrayList<>();

    // When
    List<TableMove> moves;
    try (Source from = sites.source().openSource(CLAIM, plan, Writers.STOPPED);
        Target to = sites.target().openTarget(CLAIM, plan)) {
      // Not of the snapshot, whichever view reads the table.
      sites.onSource("INSERT INTO t8 VALUES (0, 'too late')");
      Looking looking = new Looking(sessions);
      sites.mover(from, to, plan, looking).move();
      moves = looking.moves.all();
      to.restore();
      to.commit();
    }

    // Then
    assertThat(plan.forced()).extracting(Object::toString).containsExactly("public.t4");
    assertThat(moves).hasSize(9).allMatch(move -> move.rows() == 2000);
    assertThat(sessions).contains(3L);
    for (String table : tables) {
      assertThat(Sql.value(sites.targetAsSuperuser(), "SELECT count(*) FROM " + table))
          .isEqualTo("2000");
    }
    assertThat(Sql.value(sites.sourceDatabase(), SESSIONS)).isEqualTo("0");
  }

  @Test
  void readsOneAfterTheOtherWhereTheServerGivesNoMoreConnections() {
    // Given
    for (String table : List.of("one", "two", "three")) {
      sites
          .both("CREATE TABLE %s (id integer)".formatted(table))
          .onSource("INSERT INTO %s VALUES (7)".formatted(table));
    }
    MovePlan plan = sites.plan();
    String owner = sites.sourceDatabase().user();

    // When
    List<TableMove> moves;
    try (Source from = sites.source().openSource(CLAIM, plan, Writers.STOPPED);
        Target to = sites.target().openTarget(CLAIM, plan)) {
      Sql.execute(
          sites.sourceAsSuperuser(), "ALTER ROLE \"%s\" CONNECTION LIMIT 1".formatted(owner));
      moves = sites.load(from, to, plan);
    }

    // Then
    assertThat(moves).hasSize(3).allMatch(move -> move.rows() == 1);
  }

  /** Counts the views that are open at each look. */
  private final class Looking implements MoveProgress {
    private final TwoSites.Moves moves = new TwoSites.Moves();
    private final List<Long> sessions;

    Looking(List<Long> sessions) {
      this.sessions = sessions;
    }

    @Override
    public void check() {
      sessions.add(Long.valueOf(Sql.value(sites.sourceDatabase(), SESSIONS)));
    }

    @Override
    public void underWay(TableName table, Carried soFar) {
      moves.underWay(table, soFar);
    }

    @Override
    public void moved(TableMove move) {
      moves.moved(move);
    }
  }
}
