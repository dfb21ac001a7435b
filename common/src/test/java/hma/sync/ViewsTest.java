package hma.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import hma.postgres.Sql;
import hma.protocol.Claim;
import hma.protocol.MovePlan;
import hma.protocol.ProblemException;
import hma.protocol.Writers;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several views of one moment, beside somebody who wants a table alone. */
class ViewsTest {
  private static final Claim CLAIM = TwoSites.CLAIM;
  private static final MovePlan NOTHING = new MovePlan(List.of(), List.of(), List.of());
  private static final String WAITING =
      "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'TRUNCATE%'";

  private final TwoSites sites = TwoSites.create();

  @BeforeEach
  void createTable() {
    sites.both("CREATE TABLE entry (id integer PRIMARY KEY)");
  }

  @AfterEach
  void close() {
    sites.close();
  }

  @Test
  void theSecondDoesNotWaitForSomebodyWhoWaitsForTheFirst() throws Exception {
    Future<Boolean> emptied;
    MovePlan plan = sites.plan();
    try (Source first = sites.source().openSource(CLAIM, plan, Writers.AT_WORK)) {
      emptied =
          sites.start(() -> {
            sites.onSource("TRUNCATE entry");
            return true;
          });
      await().until(() -> !Sql.rows(sites.sourceDatabase(), WAITING).isEmpty());

      // When
      ProblemException refused =
          catchThrowableOfType(ProblemException.class, () -> first.beside(plan));

      // Then
      assertThat(refused.problem().code()).isEqualTo(SiteProblems.LOCKED);
    }
    assertThat(emptied.await(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void oneIsHadOnceSomebodyIsDoneWhoHasTheTableAlone() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    MovePlan plan = sites.plan();
    try (Connection other = Sql.connect(sites.sourceDatabase());
        Statement statement = other.createStatement();
        Source moment = sites.source().openSource(CLAIM, NOTHING, Writers.AT_WORK)) {
      other.setAutoCommit(false);
      statement.execute("TRUNCATE entry");

      // When
      Runnable endingAtTheSecondTry =
          () -> {
            if (tries.incrementAndGet() == 2) {
              rollBack(other);
            }
          };
      try (Source view = PatientViews.open(moment, plan, endingAtTheSecondTry)) {
        // Then
        assertThat(view.fingerprint(plan.tables().getFirst()).rows()).isZero();
      }
      assertThat(tries).hasValue(2);
    }
  }

  private static void rollBack(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
  }
}
