package hma.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import hma.postgres.Sql;
import hma.protocol.Afterwards;
import hma.protocol.Claim;
import hma.protocol.Outcome;
import hma.protocol.ProblemException;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A standby that is brought to one moment of a source whose worker goes on writing. */
class RefreshTest {
  private static final Claim REFRESH = new Claim("refresh-1", 1, 1);
  private static final Instant MOMENT = Instant.parse("2026-11-01T00:00:00.123456Z");

  /** Each transaction writes the same number everywhere; now and then all of scratch is new. */
  private static final String WRITE =
      """
      DO $$
      DECLARE number bigint := nextval('numbers');
      BEGIN
        INSERT INTO keyed VALUES (number, number %% 50);
        INSERT INTO keyless VALUES (number);
        INSERT INTO parted (n, at) VALUES (number, number %% 10);
        UPDATE total SET written = written + 1, last = greatest(last, number);
        IF %b THEN
          TRUNCATE scratch;
          INSERT INTO scratch VALUES (number);
          UPDATE total SET scratched = number;
        END IF;
      END $$
      """;

  private final TwoSites sites = TwoSites.create();

  @BeforeEach
  void createTables() {
    sites.both(
        "CREATE SEQUENCE numbers",
        "CREATE TABLE parent (id bigint PRIMARY KEY)",
        "CREATE TABLE keyed (n bigint PRIMARY KEY, parent bigint REFERENCES parent)",
        "CREATE TABLE keyless (n bigint)",
        "CREATE TABLE parted (n bigint, at integer, PRIMARY KEY (at, n)) PARTITION BY RANGE (at)",
        "CREATE TABLE parted_old PARTITION OF parted FOR VALUES FROM (0) TO (5)",
        "CREATE TABLE parted_new PARTITION OF parted FOR VALUES FROM (5) TO (10)",
        "CREATE TABLE scratch (n bigint)",
        "CREATE TABLE total (id integer PRIMARY KEY, written bigint, last bigint, scratched bigint)");
    sites.onSource(
        "INSERT INTO parent SELECT n FROM generate_series(0, 49) n",
        "INSERT INTO total VALUES (1, 0, 0, 0)",
        WRITE.formatted(true));
  }

  @AfterEach
  void close() {
    sites.close();
  }

  private LiveMover open(Claim claim, Afterwards afterwards, MoveProgress progress) {
    return LiveCopy.mover(sites, claim, LiveCopy.choice(sites), afterwards, progress);
  }

  private void refresh(Claim claim, Afterwards afterwards) {
    try (LiveMover mover = open(claim, afterwards, new TwoSites.Moves())) {
      mover.copy();
      mover.compare();
      bringToOneMoment(mover);
      mover.commitAsOf(MOMENT);
    }
    sites.target().validate(claim);
    assertThat(sites.source().stopCapture(claim)).isEmpty();
  }

  private static void bringToOneMoment(LiveMover mover) {
    await().atMost(60, TimeUnit.SECONDS).until(() -> mover.toOneMoment().isPresent());
    mover.restoreMoment();
  }

  private String onTarget(String query) {
    return Sql.value(sites.targetDatabase(), query);
  }

  private long written() {
    return Long.parseLong(Sql.value(sites.sourceDatabase(), "SELECT written FROM total"));
  }

  private void assertEqual() {
    Map<String, List<String>> expected = DatabaseText.rows(sites.sourceDatabase());
    DatabaseText.rows(sites.targetDatabase())
        .forEach((table, lines) -> assertThat(lines).as(table).isEqualTo(expected.get(table)));
    assertThat(DatabaseText.sequences(sites.targetDatabase()))
        .isEqualTo(DatabaseText.sequences(sites.sourceDatabase()));
  }

  /** What every transaction left as it found it: whatever is of two moments breaks it. */
  private void assertOfOneMoment() {
    assertThat(
            Sql.rows(
                sites.targetDatabase(),
                """
                SELECT 'keyed and keyless' FROM keyed FULL JOIN keyless USING (n)
                WHERE keyed.n IS NULL OR keyless.n IS NULL
                UNION ALL SELECT 'keyed and parted' FROM keyed FULL JOIN parted USING (n)
                WHERE keyed.n IS NULL OR parted.n IS NULL
                UNION ALL SELECT 'written' FROM total
                WHERE written <> (SELECT count(*) FROM keyless)
                   OR last <> (SELECT max(n) FROM keyed)
                UNION ALL SELECT 'scratch' FROM total
                WHERE ARRAY[scratched] <> ARRAY(SELECT n FROM scratch)
                UNION ALL SELECT 'numbers' FROM total
                WHERE last > (SELECT last_value FROM numbers)
                """))
        .isEmpty();
  }

  @Test
  void isTheSourceAsOfOneMomentBesideWriters() throws Exception {
    // Given
    AtomicBoolean ended = new AtomicBoolean();
    List<Future<Boolean>> writers =
        List.of(sites.start(() -> write(ended)), sites.start(() -> write(ended)));
    long before = written();
    await().until(() -> written() > before + 20);

    // When
    long acknowledged;
    try (LiveMover mover = open(REFRESH, Afterwards.FENCED_STANDBY, new TwoSites.Moves())) {
      mover.copy();
      mover.compare();
      acknowledged = written();
      bringToOneMoment(mover);
      long late = written();
      await().until(() -> written() > late + 5);
      mover.commitAsOf(MOMENT);
    }

    // Then
    assertOfOneMoment();
    assertThat(Long.parseLong(onTarget("SELECT written FROM total")))
        .isGreaterThanOrEqualTo(acknowledged)
        .isLessThan(written());
    sites.target().validate(REFRESH);
    assertThat(sites.source().stopCapture(REFRESH)).isEmpty();
    LiveCopy.assertThatNothingIsLeft(sites);
    ended.set(true);
    for (Future<Boolean> writer : writers) {
      assertThat(writer.await(60, TimeUnit.SECONDS)).isTrue();
    }
    refresh(new Claim("refresh-2", 1, 1), Afterwards.FENCED_STANDBY);
    assertEqual();
  }

  private boolean write(AtomicBoolean ended) throws SQLException {
    try (Connection connection = Sql.connect(sites.sourceDatabase());
        Statement statement = connection.createStatement()) {
      for (int n = 0; !ended.get(); n++) {
        try {
          statement.execute(WRITE.formatted(n % 100 == 50));
        } catch (SQLException deadlock) {
          assertThat(deadlock.getSQLState()).as(deadlock.getMessage()).isEqualTo("40P01");
        }
      }
    }
    return true;
  }

  @ParameterizedTest
  @CsvSource({
    // While the round is read, and before the view is opened that reads what has no key.
    "1, TRUNCATE parted",
    "1, TRUNCATE scratch",
    "2, TRUNCATE scratch",
    "1, DELETE FROM keyed; ALTER SEQUENCE numbers RESTART"
  })
  void noticesWhatIsEmptiedBetweenItsMomentAndTheReading(int check, String emptying) {
    // Given
    AtomicInteger left = new AtomicInteger();
    TwoSites.Moves progress =
        new TwoSites.Moves() {
          @Override
          public void check() {
            if (left.getAndDecrement() == 1) {
              sites.onSource(emptying.split(";", -1));
            }
          }
        };
    try (LiveMover mover = open(REFRESH, Afterwards.STANDBY, progress)) {
      mover.copy();
      mover.compare();
      sites.onSource("INSERT INTO scratch VALUES (7)");
      mover.round();
      sites.onSource("INSERT INTO parent VALUES (50)");

      // When
      left.set(check);
      Optional<LiveMover.Round> torn = mover.toOneMoment();
      Optional<LiveMover.Round> whole = mover.toOneMoment();

      // Then
      assertThat(torn).isEmpty();
      assertThat(whole).isPresent();
      mover.restoreMoment();
      mover.commitAsOf(MOMENT);
    }
    sites.source().stopCapture(REFRESH);
    assertEqual();
  }

  @Test
  void leavesTheFenceAsItWasAndTheEpochToo() {
    // Given
    String other = sites.role("other");
    sites.onTarget("GRANT INSERT ON keyed TO " + other, "GRANT UPDATE (n) ON keyless TO PUBLIC");
    sites.target().fence(new Claim("earlier", 1, 1), sites.plan());
    sites.both("CREATE TABLE made_later (n bigint PRIMARY KEY)");
    List<List<String>> records = Sql.rows(sites.targetDatabase(), "TABLE hma.fence");
    List<String> grants = DatabaseText.grants(sites.targetDatabase());

    // When
    refresh(REFRESH, Afterwards.STANDBY);

    // Then
    assertThat(Sql.rows(sites.targetDatabase(), "TABLE hma.fence")).isEqualTo(records);
    assertThat(DatabaseText.grants(sites.targetDatabase())).isEqualTo(grants);
    assertThat(sites.target().state().epoch()).isEqualTo(1);
    assertThat(onTarget("SELECT as_of = '%s' FROM hma.standby".formatted(MOMENT))).isEqualTo("t");
    assertRefused("INSERT INTO keyless VALUES (1)", "SELECT nextval('numbers')");

    // When
    refresh(new Claim("refresh-2", 1, 1), Afterwards.FENCED_STANDBY);

    // Then
    assertThat(Sql.rows(sites.targetDatabase(), "TABLE hma.fence"))
        .containsAll(records)
        .hasSize(records.size() + 1);
    assertRefused("INSERT INTO made_later VALUES (1)");
    sites.onSource(WRITE.formatted(false));
    sites.move();
    assertEqual();
    sites.onTarget(WRITE.formatted(true), "INSERT INTO made_later VALUES (1)");
    assertThat(onTarget("SELECT count(*) FROM hma.standby")).isEqualTo("0");
  }

  private void assertRefused(String... writes) {
    for (String write : writes) {
      assertThat(
              catchThrowableOfType(
                  IllegalStateException.class, () -> Sql.execute(sites.targetDatabase(), write)))
          .as(write)
          .hasRootCauseInstanceOf(SQLException.class)
          .hasStackTraceContaining("permission denied");
    }
  }

  @Test
  void isSettledByItsReceipt() {
    Map<String, List<String>> before = everythingButReceipts();
    try (LiveMover mover = open(REFRESH, Afterwards.FENCED_STANDBY, new TwoSites.Moves())) {
      // Given
      mover.copy();
      bringToOneMoment(mover);

      // When
      Outcome outcome = sites.target().settle(REFRESH);

      // Then
      assertThat(outcome).isEqualTo(Outcome.ABORTED);
      assertThat(catchThrowableOfType(ProblemException.class, () -> mover.commitAsOf(MOMENT)))
          .isNotNull();
    }
    assertThat(sites.source().stopCapture(REFRESH)).isEmpty();
    assertThat(everythingButReceipts()).isEqualTo(before);

    Claim again = new Claim("refresh-2", 1, 1);
    refresh(again, Afterwards.FENCED_STANDBY);
    assertThat(sites.target().settle(again)).isEqualTo(Outcome.COMMITTED);
  }

  private Map<String, List<String>> everythingButReceipts() {
    Map<String, List<String>> everything = DatabaseText.everything(sites.targetDatabase());
    everything.remove("hma.receipts");
    return everything;
  }

  @Test
  void mayNotCommitOnceTheOtherSideIsActive() {
    try (LiveMover mover = open(REFRESH, Afterwards.FENCED_STANDBY, new TwoSites.Moves())) {
      // Given
      mover.copy();
      bringToOneMoment(mover);
      Sql.execute(sites.targetDatabase(), "UPDATE hma.state SET epoch = 2");

      // When
      ProblemException late =
          catchThrowableOfType(ProblemException.class, () -> mover.commitAsOf(MOMENT));

      // Then
      assertThat(late.problem().code()).isEqualTo(SiteProblems.STALE_TERM);
    }
  }
}
