package hma.master.switchover;

import static hma.master.switchover.Masters.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import hma.config.DatabaseUrl;
import hma.master.journal.Purpose;
import hma.master.journal.Trigger;
import hma.postgres.Sql;
import hma.protocol.Problem;
import hma.protocol.ProblemException;
import hma.protocol.Side;
import io.vertx.core.Future;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found of switchovers that are over, and what nobody can break by asking. */
class FindingSwitchoversTest {
  @AutoClose private Masters masters;

  @BeforeEach
  void start() throws Exception {
    masters = new Masters();
    masters.heroku().worker("b", "up", Instant.now());
    masters.leave(Trigger.DEMAND, SwitchoverState.COMPLETED, Side.SLAVE);
  }

  @Test
  void findsOneOfThePast() throws Exception {
    SwitchoverService master = masters.lead();

    assertThat(done(master.find(Masters.ID)))
        .hasValueSatisfying(
            found -> assertThat(found.state()).isEqualTo(SwitchoverState.COMPLETED));
    assertThat(done(master.find("20261101-000003-00000000"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0", "x\0", "' OR true --", "20261101-000003-5F3A9C1E", ""})
  void looksUpNothingThatIsNoId(String id) throws Exception {
    // Given
    SwitchoverService master = masters.lead(unreachable());

    // When
    boolean found = done(master.find(id)).isPresent();
    Problem refusal = problem(master.cancel(id));

    // Then
    assertThat(found).isFalse();
    assertThat(refusal.status()).isEqualTo(404);
    assertThat(refusal.code()).isEqualTo("unknown-switchover");
  }

  @Test
  void saysSoonThatTheJournalDoesNotAnswer() throws Exception {
    // Given
    SwitchoverService master = masters.lead(unreachable());

    // When
    Problem problem = problem(master.find(Masters.ID));

    // Then
    assertThat(problem.status()).isEqualTo(503);
    assertThat(problem.code()).isEqualTo("journal-unreachable");
    assertThat(problem.retryable()).isTrue();
    done(master.beat());
  }

  @Test
  void callsOffWhatBeginsOnceNobodyWaitsForItAnyMore() throws Exception {
    // Given
    SwitchoverService master = masters.lead();
    Sql.execute(
        masters.database(),
        "CREATE FUNCTION hma.doze() RETURNS trigger LANGUAGE plpgsql AS"
            + " 'BEGIN PERFORM pg_sleep(11); RETURN NEW; END'",
        "CREATE TRIGGER doze BEFORE INSERT ON hma.switchovers"
            + " FOR EACH ROW EXECUTE FUNCTION hma.doze()");

    // When
    Problem problem = problem(master.start(new SwitchoverRequest(Side.MASTER, Optional.empty())));

    // Then
    assertThat(problem.code()).isEqualTo("journal-unreachable");
    assertThat(problem.detail()).contains("not known whether this was done");
    Awaitility.await().until(() -> master.status().switchover() != null || isOver(master));
    done(master.idle());
    assertThat(done(master.history(HistoryQuery.newest(1))).switchovers())
        .extracting(SwitchoverView::state)
        .containsExactly(SwitchoverState.CANCELLED);
    assertThat(master.status().active()).isEqualTo(Side.SLAVE);
  }

  @Test
  void raisesAnAlarmWhileTheJournalIsSilent() throws Exception {
    // Given
    SwitchoverService master = masters.standBy();
    master.watchJournal();
    assertThat(masters.alarms()).isEmpty();

    // When
    masters.later(Duration.ofSeconds(31));
    master.watchJournal();

    // Then
    assertThat(masters.alarms().get("journal-silent")).contains("has not answered", "pg:info");
    done(master.lead());
    master.watchJournal();
    assertThat(masters.alarms()).isEmpty();
    masters.later(Duration.ofSeconds(31));
    master.watchJournal();
    assertThat(masters.alarms()).containsKey("journal-silent");
    done(master.beat());
    master.watchJournal();
    assertThat(masters.alarms()).isEmpty();
  }

  @Test
  void hasNoStatusBeforeItHasReadTheJournal() throws Exception {
    // Given
    SwitchoverService master = masters.standBy();

    // When
    ProblemException before = catchThrowableOfType(ProblemException.class, master::status);
    done(master.lead());

    // Then
    assertThat(before.problem().status()).isEqualTo(503);
    assertThat(before.problem().code()).isEqualTo("not-ready");
    assertThat(master.status().active()).isEqualTo(Side.SLAVE);
    assertThat(master.status().state()).isEqualTo("IDLE");
  }

  @Test
  void showsThePastPageByPageTheNewestFirst() throws Exception {
    // Given
    masters.leaveRefresh("20261102-000003-5f3a9c1e", SwitchoverState.COMPLETED);
    masters.leaveRefresh("20261103-000003-5f3a9c1e", SwitchoverState.ROLLED_BACK);
    SwitchoverService master = masters.lead();

    // When
    SwitchoverPage first = done(master.history(HistoryQuery.newest(2)));
    SwitchoverPage second =
        done(master.history(HistoryQuery.newest(2).before(String.valueOf(first.before()))));
    SwitchoverPage none = done(master.history(HistoryQuery.newest(2).before(Masters.ID)));

    // Then
    assertThat(first.switchovers())
        .extracting(SwitchoverView::id)
        .containsExactly("20261103-000003-5f3a9c1e", "20261102-000003-5f3a9c1e");
    assertThat(first.before()).isEqualTo("20261102-000003-5f3a9c1e");
    assertThat(second.switchovers())
        .extracting(SwitchoverView::id, SwitchoverView::kind)
        .containsExactly(tuple(Masters.ID, "switchover"));
    assertThat(second.before()).isNull();
    assertThat(none.switchovers()).isEmpty();
    assertThat(
            problem(master.history(HistoryQuery.newest(2).before("20261104-000003-5f3a9c1e")))
                .code())
        .isEqualTo("unknown-switchover");
    assertThat(problem(master.history(HistoryQuery.newest(2).before("\0"))).code())
        .isEqualTo("unknown-switchover");
    assertThat(
            done(master.history(
                    new HistoryQuery(Optional.empty(), Optional.of(Purpose.SWITCHOVER), 2)))
                .switchovers())
        .extracting(SwitchoverView::id)
        .containsExactly(Masters.ID);
  }

  private static boolean isOver(SwitchoverService master) throws Exception {
    return !done(master.history(HistoryQuery.newest(1)))
        .switchovers()
        .getFirst()
        .id()
        .equals(Masters.ID);
  }

  /** The same database, at a port where nobody listens. */
  private DatabaseUrl unreachable() throws Exception {
    DatabaseUrl there = masters.database();
    try (ServerSocket free = new ServerSocket(0)) {
      return new DatabaseUrl(
          "127.0.0.1",
          free.getLocalPort(),
          there.database(),
          there.user(),
          there.password(),
          there.sslMode(),
          there.sslRootCertificate());
    }
  }

  private static Problem problem(Future<?> refused) throws Exception {
    Throwable failure =
        refused.transform(Future::succeededFuture).await(30, TimeUnit.SECONDS).cause();
    assertThat(failure).isInstanceOf(ProblemException.class);
    return ((ProblemException) failure).problem();
  }
}
