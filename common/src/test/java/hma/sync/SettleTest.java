package hma.sync;

import static hma.sync.TwoSites.CLAIM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import hma.postgres.Sql;
import hma.protocol.Cargo;
import hma.protocol.Claim;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.Outcome;
import hma.protocol.ProblemException;
import hma.workflow.Awaiting;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a target's transaction ended is decided once, and the data agrees. */
class SettleTest {
  private static final int RACES = 48;

  private final TwoSites sites = TwoSites.create();
  private final MovePlan plan = createTable();

  private MovePlan createTable() {
    sites.both("CREATE TABLE t (id bigint PRIMARY KEY)", "INSERT INTO t VALUES (0)");
    return sites.plan();
  }

  @AfterEach
  void close() {
    sites.close();
  }

  @Test
  void settledBeforeTheCommitIsAbortedForGood() throws Exception {
    // Given
    try (Target to = opened(CLAIM, 7)) {

      // When
      Outcome outcome = sites.target().settle(CLAIM);
      ProblemException problem = catchThrowableOfType(ProblemException.class, to::commit);

      // Then
      assertThat(outcome).isEqualTo(Outcome.ABORTED);
      assertThat(problem).isNotNull();
    }
    assertThat(rows()).isEqualTo("0");
    assertThat(sites.target().settle(CLAIM)).isEqualTo(Outcome.ABORTED);
  }

  @Test
  void aTargetOpenedAfterTheSettlingMayNotCommit() {
    // Given
    sites.target().settle(CLAIM);

    // When
    ProblemException problem;
    try (Target to = opened(CLAIM, 7)) {
      problem = catchThrowableOfType(ProblemException.class, to::commit);
    }

    // Then
    assertThat(problem.problem().code()).isEqualTo(SiteProblems.STALE_TERM);
    assertThat(problem).hasMessageContaining("its receipt says ABORTED");
    assertThat(rows()).isEqualTo("0");
  }

  @Test
  void settledAfterTheCommitIsCommitted() {
    // Given
    try (Target to = opened(CLAIM, 7)) {
      to.commit();
    }

    // When
    Outcome outcome = sites.target().settle(CLAIM);

    // Then
    assertThat(outcome).isEqualTo(Outcome.COMMITTED);
    assertThat(rows()).isEqualTo("7");
  }

  @Test
  void anAbandonedTransactionThatWroteItsReceiptDoesNotBlockTheSettling() throws Exception {
    // Given
    try (Connection abandoned = Sql.connect(sites.targetDatabase());
        Statement statement = abandoned.createStatement()) {
      statement.execute("SET application_name = 'hma/target/%s'".formatted(CLAIM.switchover()));
      statement.execute(
          "BEGIN; INSERT INTO hma.receipts (switchover, outcome, epoch, term) VALUES ('%s', 'COMMITTED', 2, 1)"
              .formatted(CLAIM.switchover()));

      // When
      Outcome outcome = sites.target().settle(CLAIM);

      // Then
      assertThat(outcome).isEqualTo(Outcome.ABORTED);
    }
  }

  @Test
  void aLongSwitchoverIdStillNamesItsSession() {
    // Given
    Claim claim = new Claim("a-switchover-" + "x".repeat(80), 2, 1);
    try (Target to = opened(claim, 7)) {

      // When
      Outcome outcome = sites.target().settle(claim);

      // Then
      assertThat(outcome).isEqualTo(Outcome.ABORTED);
      assertThat(catchThrowableOfType(ProblemException.class, to::commit)).isNotNull();
    }
  }

  @Test
  void agreesWithTheDataWheneverItMeetsACommitInFlight() throws Exception {
    // Given
    Map<Outcome, Integer> seen = new EnumMap<>(Outcome.class);
    String before = rows();
    for (int race = 0; race < RACES; race++) {
      Claim claim = new Claim("race-" + race, race + 2, 1);
      try (Target to = opened(claim, race + 1)) {
        // When
        Race result = race(to, claim, race % 12);
        Outcome outcome = result.outcome();

        // Then
        assertThat(rows())
            .as("race %d ended %s", race, outcome)
            .isEqualTo(outcome == Outcome.COMMITTED ? "" + (race + 1) : before);
        assertThat(result.committed() && outcome == Outcome.ABORTED).isFalse();
        assertThat(sites.target().settle(claim)).isEqualTo(outcome);
        seen.merge(outcome, 1, Integer::sum);
      }
      before = rows();
    }
    assertThat(seen).containsOnlyKeys(Outcome.values());
  }

  /** First the settling, first the commit, or both at once with a head start for one of them. */
  private Race race(Target to, Claim claim, int kind) throws TimeoutException {
    if (kind == 0) {
      Outcome outcome = sites.target().settle(claim);
      return new Race(outcome, commits(to));
    }
    if (kind == 1) {
      boolean committed = commits(to);
      return new Race(sites.target().settle(claim), committed);
    }
    Future<Boolean> commit =
        sites.start(() -> {
          Awaiting.pause(Duration.ofMillis(kind * 2L));
          return commits(to);
        });
    Outcome outcome = sites.target().settle(claim);
    return new Race(outcome, commit.await(60, TimeUnit.SECONDS));
  }

  /** A commit that fails says nothing about its outcome. */
  private static boolean commits(Target to) {
    try {
      to.commit();
      return true;
    } catch (ProblemException unknown) {
      return false;
    }
  }

  private record Race(Outcome outcome, boolean committed) {}

  private Target opened(Claim claim, long id) {
    MovedTable table = plan.tables().getFirst();
    Target to = sites.target().openTarget(claim, plan);
    to.prepare(TwoSites.whole(plan));
    try (RowWriter writer = to.write(table, Cargo.ALL_ROWS)) {
      writer.write(Buffer.buffer(id + "\n"));
      writer.finish();
    }
    to.restore();
    return to;
  }

  private String rows() {
    return Sql.value(sites.targetDatabase(), "SELECT string_agg(id::text, ',') FROM t");
  }
}
