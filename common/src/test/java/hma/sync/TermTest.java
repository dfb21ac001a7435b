package hma.sync;

import static hma.sync.TwoSites.CLAIM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import hma.protocol.Claim;
import hma.protocol.MovePlan;
import hma.protocol.ProblemException;
import hma.protocol.SiteState;
import hma.protocol.Writers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is no longer the master, or no longer in this switchover, changes nothing. */
class TermTest {
  private static final Claim OLD_TERM = CLAIM;
  private static final Claim NEW_TERM = new Claim("switchover-2", 2, 2);

  private final TwoSites sites = TwoSites.create();

  @BeforeEach
  void createTable() {
    sites.both("CREATE TABLE t (id serial PRIMARY KEY)");
    sites.onSource("INSERT INTO t DEFAULT VALUES");
  }

  @AfterEach
  void close() {
    sites.close();
  }

  @Test
  void anOldTermFencesNothing() {
    // Given
    MovePlan plan = sites.plan();
    sites.source().raiseTerm(2);
    Map<String, List<String>> before = DatabaseText.everything(sites.sourceDatabase());

    // When, Then
    assertThatItIsStale(() -> sites.source().fence(OLD_TERM, plan));
    assertThat(DatabaseText.everything(sites.sourceDatabase())).isEqualTo(before);
  }

  @Test
  void anOldTermLiftsNothing() {
    // Given
    sites.source().fence(OLD_TERM, sites.plan());
    sites.source().raiseTerm(2);
    Map<String, List<String>> before = DatabaseText.everything(sites.sourceDatabase());

    // When, Then
    assertThatItIsStale(() -> sites.source().lift(OLD_TERM));
    assertThat(DatabaseText.everything(sites.sourceDatabase())).isEqualTo(before);
  }

  @Test
  void anOldTermSettlesNothing() {
    // Given
    sites.target().raiseTerm(2);

    // When, Then
    assertThatItIsStale(() -> sites.target().settle(OLD_TERM));
    assertThat(DatabaseText.everything(sites.targetDatabase()).get("hma.receipts")).isEmpty();
  }

  @Test
  void aTermIsRaisedBesideAnOpenTargetWhichThenMayNotCommit() {
    // Given
    MovePlan plan = sites.plan();
    Map<String, List<String>> before = DatabaseText.rows(sites.targetDatabase());
    try (Source from = sites.source().openSource(OLD_TERM, plan, Writers.STOPPED);
        Target to = sites.target().openTarget(OLD_TERM, plan)) {
      sites.load(from, to, plan);

      // When
      sites.target().raiseTerm(2);

      // Then
      assertThatItIsStale(to::commit);
    }
    await()
        .untilAsserted(
            () -> assertThat(DatabaseText.rows(sites.targetDatabase())).isEqualTo(before));
    assertThat(sites.target().state().epoch()).isEqualTo(1);
    assertThat(sites.target().settle(NEW_TERM)).isEqualTo(hma.protocol.Outcome.ABORTED);
  }

  @Test
  void anOldTermLocksNoTableOfATarget() {
    // Given
    MovePlan plan = sites.plan();
    sites.target().raiseTerm(2);

    // When, Then
    assertThatItIsStale(() -> sites.target().openTarget(OLD_TERM, plan));
    assertThatItIsStale(() -> sites.target().openResumableTarget(OLD_TERM, plan));
  }

  @Test
  void anEpochThatIsNotNewerMayNotCommit() {
    // Given
    MovePlan plan = sites.plan();
    Claim sameEpoch = new Claim("again", 1, 1);

    // When, Then
    try (Source from = sites.source().openSource(sameEpoch, plan, Writers.STOPPED);
        Target to = sites.target().openTarget(sameEpoch, plan)) {
      sites.load(from, to, plan);
      assertThatItIsStale(to::commit);
    }
  }

  @Test
  void anOlderEpochFencesLiftsAndSettlesNothing() {
    // Given
    MovePlan plan = sites.plan();
    Claim older = new Claim("older", 0, 1);

    // When, Then
    assertThatItIsStale(() -> sites.source().fence(older, plan));
    assertThatItIsStale(() -> sites.source().lift(older));
    assertThatItIsStale(() -> sites.source().settle(older));
  }

  @Test
  void aTermOnlyGrows() {
    // Given
    sites.source().raiseTerm(7);

    // When
    sites.source().raiseTerm(7);

    // Then
    ProblemException problem = assertThatItIsStale(() -> sites.source().raiseTerm(6));
    assertThat(problem).hasMessageContaining("term 6 is older than 7");
    assertThat(sites.source().state().term()).isEqualTo(7);
  }

  @Test
  void onlyTheFirstEpochIsAdoptedAndOnlyUnderTheNewestTerm() {
    // When
    sites.source().adopt(9, 1);

    // Then
    SiteState state = sites.source().state();
    assertThat(state.epoch()).isEqualTo(1);
    assertThatItIsStale(() -> sites.source().adopt(9, 0));
  }

  @Test
  void installingAgainKeepsWhatTheDatabaseRemembers() {
    // Given
    sites.source().fence(CLAIM, sites.plan());
    SiteState before = sites.source().state();

    // When
    sites.source().install();

    // Then
    assertThat(sites.source().state()).isEqualTo(before);
    assertThat(before.fencedRelations()).isEqualTo(2);
  }

  private static ProblemException assertThatItIsStale(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable action) {
    ProblemException problem = catchThrowableOfType(ProblemException.class, action);
    assertThat(problem.problem().code()).isEqualTo(SiteProblems.STALE_TERM);
    assertThat(problem.problem().retryable()).isFalse();
    return problem;
  }
}
