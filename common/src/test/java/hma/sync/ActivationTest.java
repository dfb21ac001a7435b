package hma.sync;

import static hma.sync.TwoSites.CLAIM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import hma.postgres.Sql;
import hma.protocol.Claim;
import hma.protocol.CommitReceipt;
import hma.protocol.MovePlan;
import hma.protocol.Outcome;
import hma.protocol.ProblemException;
import hma.protocol.Side;
import hma.protocol.SiteState;
import hma.protocol.TableSelection;
import hma.protocol.Writers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A standby that is made active by nothing but its own database. */
class ActivationTest {
  private static final Claim FAILOVER = new Claim(CommitReceipt.FAILOVER + "1", 3, 2);

  private final TwoSites sites = TwoSites.create();

  @BeforeEach
  void createTable() {
    sites.both("CREATE TABLE t (id int PRIMARY KEY)");
    sites.onSource("INSERT INTO t VALUES (1)");
  }

  @AfterEach
  void close() {
    sites.close();
  }

  @Test
  void liftsTheFenceAndRaisesTheEpochOnce() {
    // Given
    sites.target().fence(new Claim("before", 1, 1), sites.plan());
    sites.target().raiseTerm(2);

    // When
    sites.target().activate(FAILOVER);
    sites.target().activate(FAILOVER);

    // Then
    SiteState state = sites.target().state();
    assertThat(state.epoch()).isEqualTo(3);
    assertThat(state.fencedRelations()).isZero();
    assertThat(state.newest())
        .get()
        .satisfies(newest -> assertThat(newest.madeByFailover()).isTrue())
        .extracting(CommitReceipt::switchover, CommitReceipt::epoch)
        .containsExactly(FAILOVER.switchover(), 3L);
    sites.onTarget("INSERT INTO t VALUES (7)");
  }

  @ParameterizedTest
  @CsvSource({"an older term, 3, 1", "an older epoch, 0, 2"})
  void changesNothingUnderAnOlderRight(String name, long epoch, long term) {
    // Given
    sites.target().fence(new Claim("before", 1, 1), sites.plan());
    sites.target().raiseTerm(2);
    Map<String, List<String>> before = DatabaseText.everything(sites.targetDatabase());

    // When
    ProblemException problem =
        catchThrowableOfType(
            ProblemException.class, () -> sites.target().activate(new Claim(name, epoch, term)));

    // Then
    assertThat(problem.problem().code()).isEqualTo(SiteProblems.STALE_TERM);
    assertThat(DatabaseText.everything(sites.targetDatabase())).isEqualTo(before);
  }

  @Test
  void isBarredForGoodOnceItWasSettled() {
    // Given
    sites.target().raiseTerm(2);
    Outcome settled = sites.target().settle(FAILOVER);

    // When
    ProblemException problem =
        catchThrowableOfType(ProblemException.class, () -> sites.target().activate(FAILOVER));

    // Then
    assertThat(settled).isEqualTo(Outcome.ABORTED);
    assertThat(problem.problem().code()).isEqualTo(SiteProblems.STALE_TERM);
    assertThat(sites.target().state().epoch()).isEqualTo(1);
  }

  @Test
  void endsTheSwitchoverThatAnAbandonedMasterHasOpenHere() {
    // Given
    MovePlan plan = sites.plan();
    try (Source from = sites.source().openSource(CLAIM, plan, Writers.STOPPED);
        Target to = sites.target().openTarget(CLAIM, plan)) {
      sites.load(from, to, plan);
      sites.target().raiseTerm(2);

      // When
      sites.target().activate(FAILOVER);

      // Then
      assertThat(catchThrowableOfType(ProblemException.class, to::commit)).isNotNull();
    }
    assertThat(Sql.value(sites.targetDatabase(), "SELECT count(*) FROM t")).isEqualTo("0");
    assertThat(sites.target().state().epoch()).isEqualTo(3);
  }

  @Test
  void activatesNothingWhoseCopyWasNotCompleted() {
    // Given
    sites.target().raiseTerm(2);
    sites.onTarget("INSERT INTO hma.unfit VALUES ('public', 't', 'copy-1', now())");

    // When
    ProblemException problem =
        catchThrowableOfType(ProblemException.class, () -> sites.target().activate(FAILOVER));

    // Then
    assertThat(problem.problem().code()).isEqualTo(SiteProblems.LEFT_UNFIT);
    assertThat(problem).hasMessageContainingAll("copy-1", "public.t");
    assertThat(sites.target().state().epoch()).isEqualTo(1);
  }

  @Test
  void tellsWhoseItIsAndWhatItKnows() {
    // When
    Standby source = sites.source().standby().orElseThrow();
    sites.move();
    Standby target = sites.target().standby().orElseThrow();

    // Then
    assertThat(source.side()).contains(Side.MASTER);
    assertThat(target.side()).contains(Side.SLAVE);
    assertThat(target.state().newest()).get().extracting(CommitReceipt::epoch).isEqualTo(2L);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 1, 3, what the other side may hold",
    "6, 0, 1, 7, what a receipt came with",
    "0, 8, 1, 9, what a journal holds",
    "0, 8, 3600, 3601, the clock",
    "0, 8, 3601, 3601, the clock"
  })
  void choosesAnEpochThatOnlyItsOwnSideCanGet(
      long received, long journaled, long second, long epoch, String why) {
    // Given
    SiteState state = sites.target().state();
    Standby standby =
        new Standby(
            Optional.of(Side.SLAVE),
            state,
            Math.max(state.epoch(), received),
            Optional.empty(),
            Instant.ofEpochSecond(second));

    // When, Then
    assertThat(standby.epochOfFailover(journaled)).as(why).isEqualTo(epoch);
  }

  @Test
  void knowsOfWhichMomentItIsUnlessItIsActive() {
    // Given
    Claim back = new Claim("switchover-2", 3, 1);
    sites.source().fence(CLAIM, sites.plan());
    Optional<Instant> fenced = moment();
    sites.source().fence(CLAIM, sites.plan());
    Optional<Instant> again = moment();

    // When
    sites.source().lift(back);
    Optional<Instant> opened = moment();
    sites.source().fenceAll(back, TableSelection.all());
    Optional<Instant> closed = moment();
    sites.source().lift(CLAIM);
    Optional<Instant> wentBack = moment();
    sites.source().fence(back, sites.plan());
    sites.source().raiseTerm(2);
    sites.source().activate(FAILOVER);

    // Then
    assertThat(fenced).isPresent().isEqualTo(again).isEqualTo(opened).isEqualTo(closed);
    assertThat(wentBack).isEmpty();
    assertThat(moment()).isEmpty();
  }

  private Optional<Instant> moment() {
    return sites.source().standby().orElseThrow().freshAsOf();
  }

  @Test
  void tellsNothingWhereHmaNeverWas() {
    // When
    sites.onTarget("DROP SCHEMA hma CASCADE");

    // Then
    assertThat(sites.target().standby()).isEqualTo(Optional.empty());
  }
}
