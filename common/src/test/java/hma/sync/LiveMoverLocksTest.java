package hma.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hma.postgres.Sql;
import hma.protocol.Claim;
import hma.protocol.MovePlan;
import hma.protocol.TableName;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Locks of a live copy, and of those who want a table alone. */
class LiveMoverLocksTest {
  private static final Claim CLAIM = TwoSites.CLAIM;
  private static final MovePlan NOTHING = new MovePlan(List.of(), List.of(), List.of());
  private static final String WAITING =
      "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'TRUNCATE%'";

  private static final String TRIES =
      "SELECT query_start FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";

  private final TwoSites sites = TwoSites.create();
  private final Interruption progress = new Interruption();
  private CaptureUnits.Choice choice =
      new CaptureUnits.Choice(NOTHING, NOTHING, List.of(), List.of());

  @BeforeEach
  void createTables() {
    sites.both(
        "CREATE TABLE entry (id integer PRIMARY KEY, v text)",
        "CREATE TABLE other (id integer PRIMARY KEY, v text)");
    sites.onSource("INSERT INTO entry SELECT n, 'v' FROM generate_series(1, 500) n");
    choice = LiveCopy.choice(sites);
  }

  @AfterEach
  void close() {
    sites.close();
  }

  @Test
  void comparesBesideSomebodyWhoEmptiesATableThatTheRoundHasRead() throws Exception {
    try (LiveMover mover = LiveCopy.mover(sites, choice, progress)) {
      mover.copy();
      sites.onSource("UPDATE entry SET v = 'changed' WHERE id < 10");
      progress.atTheNextCheck(this::emptyEntry);

      // When
      mover.compare();

      // Then
      progress.await();
      sites.onSource("SET lock_timeout = '1s'; TRUNCATE entry, other");
      finish(mover);
    }
    assertThat(DatabaseText.rows(sites.targetDatabase()))
        .isEqualTo(DatabaseText.rows(sites.sourceDatabase()));
  }

  @Test
  void roundsOutlastSomebodyWhoHasATableAlone() throws Exception {
    try (LiveMover mover = LiveCopy.mover(sites, choice, progress);
        Connection alone = Sql.connect(sites.sourceDatabase());
        Statement statement = alone.createStatement()) {
      // Given
      mover.copy();
      sites.onSource("UPDATE entry SET v = 'changed' WHERE id < 10");
      statement.execute(
          "BEGIN; LOCK TABLE entry IN ACCESS EXCLUSIVE MODE; UPDATE entry SET v = 'alone' WHERE id = 20");

      // When
      Future<LiveMover.Round> round = sites.start(mover::round);
      Set<String> tries = new HashSet<>();
      await()
          .until(() -> {
            Sql.rows(sites.sourceDatabase(), TRIES).forEach(row -> tries.add(row.getFirst()));
            return round.isComplete() || tries.size() >= 3;
          });
      statement.execute("COMMIT");

      // Then
      assertThat(round.await(60, TimeUnit.SECONDS).keys()).isBetween(9L, 10L);
      assertThat(tries).hasSizeGreaterThanOrEqualTo(3);
      finish(mover);
    }
    assertThat(DatabaseText.rows(sites.targetDatabase()))
        .isEqualTo(DatabaseText.rows(sites.sourceDatabase()));
  }

  /** Returns once it is done, or waits for a lock. */
  private Future<Boolean> emptyEntry() {
    Future<Boolean> emptied =
        sites.start(() -> {
          sites.onSource("TRUNCATE entry");
          return true;
        });
    await()
        .until(() -> emptied.isComplete() || !Sql.rows(sites.sourceDatabase(), WAITING).isEmpty());
    return emptied;
  }

  private void finish(LiveMover mover) {
    sites.source().fence(CLAIM, choice.plan());
    mover.finish();
    mover.prove(new VerifyBudget(Duration.ofSeconds(10)));
    mover.commit();
  }

  /** Does something once, at a moment when the move asks whether it is to end. */
  private static final class Interruption implements MoveProgress {
    private @Nullable Interrupting next;
    private @Nullable Future<Boolean> done;

    /** Starts something that the move may be in the way of. */
    interface Interrupting {
      Future<Boolean> start();
    }

    void atTheNextCheck(Interrupting interrupting) {
      next = interrupting;
    }

    void await() throws Exception {
      assertThat(done).isNotNull();
      assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void check() {
      Interrupting now = next;
      if (now != null) {
        next = null;
        done = now.start();
      }
    }

    @Override
    public void underWay(TableName table, Carried soFar) {}

    @Override
    public void moved(TableMove move) {}
  }
}
