package hma.sync;

import static hma.sync.TwoSites.CLAIM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import hma.postgres.DatabaseProblems;
import hma.postgres.Sql;
import hma.protocol.Cargo;
import hma.protocol.Claim;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.ProblemException;
import hma.protocol.Writers;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Until its one commit the target holds exactly what it held. */
class RollbackTest {
  private final TwoSites sites = TwoSites.create();

  @BeforeEach
  void fillBothSides() {
    for (Scenario scenario :
        List.of(
            Scenario.FOREIGN_KEYS, Scenario.TRIGGERS, Scenario.SEQUENCES, Scenario.PARTITIONS)) {
      scenario.prepare(sites);
    }
    sites.both("CREATE TABLE bulk (id integer PRIMARY KEY, v text)");
    sites.onSource("INSERT INTO bulk SELECT n, repeat('x', 200) FROM generate_series(1, 30000) n");
    sites.onTarget("INSERT INTO bulk VALUES (0, 'of old')");
    sites.target().fence(new Claim("an earlier one", 1, 1), sites.plan());
  }

  @AfterEach
  void close() {
    sites.close();
  }

  @Test
  void closingBeforeTheCommitLeavesEverythingAsItWas() {
    // Given
    Map<String, List<String>> before = DatabaseText.everything(sites.targetDatabase());
    MovePlan plan = sites.plan();

    // When
    try (Source from = sites.source().openSource(CLAIM, plan, Writers.STOPPED);
        Target to = sites.target().openTarget(CLAIM, plan)) {
      sites.load(from, to, plan);
    }

    // Then
    assertThatTheTargetIs(before);
  }

  @Test
  void closingInTheMiddleOfATableLeavesEverythingAsItWas() {
    // Given
    Map<String, List<String>> before = DatabaseText.everything(sites.targetDatabase());
    MovePlan plan = sites.plan();
    Source from = sites.source().openSource(CLAIM, plan, Writers.STOPPED);
    Target to = sites.target().openTarget(CLAIM, plan);
    to.setSequences(from.sequences());
    to.prepare(TwoSites.whole(plan));
    RowReader reader = from.read(bulk(plan), Cargo.ALL_ROWS);
    to.write(bulk(plan), Cargo.ALL_ROWS).write(Objects.requireNonNull(reader.next()));

    // When
    to.close();
    from.close();

    // Then
    assertThatTheTargetIs(before);
    await()
        .untilAsserted(() ->
            assertThat(sessionsNamed("hma/target/%") + sessionsNamed("hma/source/%")).isZero());
  }

  @Test
  void aSessionKilledInTheMiddleOfATableIsNamedAndLeavesEverythingAsItWas() {
    // Given
    Map<String, List<String>> before = DatabaseText.everything(sites.targetDatabase());
    MovePlan plan = sites.plan();

    // When
    ProblemException problem;
    try (Source from = sites.source().openSource(CLAIM, plan, Writers.STOPPED);
        Target to = sites.target().openTarget(CLAIM, plan)) {
      to.prepare(TwoSites.whole(plan));
      try (RowReader reader = from.read(bulk(plan), Cargo.ALL_ROWS);
          RowWriter writer = to.write(bulk(plan), Cargo.ALL_ROWS)) {
        Buffer chunk = Objects.requireNonNull(reader.next());
        writer.write(chunk);
        sites.onTarget(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'hma/target/%'");
        problem = catchThrowableOfType(ProblemException.class, () -> writeAll(writer, chunk));
      }
    }

    // Then
    assertThat(problem.problem().code()).isEqualTo(DatabaseProblems.UNREACHABLE);
    assertThat(problem).hasMessageStartingWith("writing public.bulk: ");
    assertThatTheTargetIs(before);
  }

  @Test
  void rowsThatTheTargetRefusesAreNamedAndLeaveEverythingAsItWas() {
    // Given
    sites.onTarget("ALTER TABLE bulk ADD CHECK (id < 29000)");
    Map<String, List<String>> before = DatabaseText.everything(sites.targetDatabase());
    MovePlan plan = sites.plan();

    // When
    ProblemException problem;
    try (Source from = sites.source().openSource(CLAIM, plan, Writers.STOPPED);
        Target to = sites.target().openTarget(CLAIM, plan)) {
      to.prepare(TwoSites.whole(plan));
      problem =
          catchThrowableOfType(ProblemException.class, () -> TwoSites.copy(from, to, bulk(plan)));
      assertThatExceptionOfType(ProblemException.class).isThrownBy(to::commit);
    }

    // Then
    assertThat(problem.problem().code()).isEqualTo(DatabaseProblems.REFUSED);
    assertThat(problem)
        .hasMessageContaining("public.bulk")
        .hasMessageContaining("bulk_id_check")
        .hasMessageContaining("23514");
    assertThatTheTargetIs(before);
  }

  @Test
  void aForeignKeyThatTheRowsBreakIsNamedAndLeavesEverythingAsItWas() {
    // Given
    sites.both("CREATE TABLE few (id integer PRIMARY KEY)");
    sites.onTarget(
        "INSERT INTO few VALUES (0)",
        "ALTER TABLE bulk ADD CONSTRAINT only_few FOREIGN KEY (id) REFERENCES few");
    Map<String, List<String>> before = DatabaseText.everything(sites.targetDatabase());
    MovePlan plan = sites.plan();

    // When
    ProblemException problem;
    try (Source from = sites.source().openSource(CLAIM, plan, Writers.STOPPED);
        Target to = sites.target().openTarget(CLAIM, plan)) {
      problem = catchThrowableOfType(ProblemException.class, () -> sites.load(from, to, plan));
    }

    // Then
    assertThat(problem)
        .hasMessageStartingWith("adding foreign key only_few of public.bulk: ")
        .hasMessageContaining("23503");
    assertThatTheTargetIs(before);
  }

  private void assertThatTheTargetIs(Map<String, List<String>> before) {
    await()
        .ignoreExceptions()
        .untilAsserted(
            () -> assertThat(DatabaseText.everything(sites.targetDatabase())).isEqualTo(before));
  }

  private long sessionsNamed(String pattern) {
    return Long.parseLong(
        Sql.value(
            sites.targetAsSuperuser(),
            "SELECT count(*) FROM pg_stat_activity WHERE datname IN ('%s', '%s') AND application_name LIKE '%s'"
                .formatted(
                    sites.sourceDatabase().database(),
                    sites.targetDatabase().database(),
                    pattern)));
  }

  private static void writeAll(RowWriter writer, Buffer chunk) {
    for (int i = 0; i < 50; i++) {
      writer.write(chunk);
    }
    writer.finish();
  }

  private static MovedTable bulk(MovePlan plan) {
    return plan.tables().stream()
        .filter(table -> table.name().name().equals("bulk"))
        .findFirst()
        .orElseThrow();
  }
}
