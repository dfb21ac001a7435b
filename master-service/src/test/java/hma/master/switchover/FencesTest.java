package hma.master.switchover;

import static hma.master.switchover.Masters.changed;
import static hma.master.switchover.Masters.done;
import static org.assertj.core.api.Assertions.assertThat;

import hma.config.DatabaseUrl;
import hma.master.journal.Trigger;
import hma.master.switchover.FenceChangeView.State;
import hma.postgres.Sql;
import hma.protocol.Problem;
import hma.protocol.ProblemException;
import hma.protocol.Side;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A standby is open for as long as was asked for and not longer, whoever leads. */
class FencesTest {
  private static final FenceChange OPEN = new FenceChange.Open(Duration.ofMinutes(10), "Ada");
  private static final FenceChange CLOSE = new FenceChange.Close();
  private static final FenceChange LIFT = new FenceChange.Lift();
  private static final Duration LONG = Duration.ofMinutes(11);

  @AutoClose private Masters masters;

  @BeforeEach
  void start() throws Exception {
    masters = new Masters();
    masters.heroku().maintenance(false);
    masters.onBoth("CREATE TABLE t (id serial, v text)");
  }

  /** A master that has found the master's side active, before HMA's first switchover. */
  private SwitchoverService lead() throws Exception {
    masters.heroku().worker("a", "up", Instant.now());
    SwitchoverService master = masters.lead();
    done(master.keepUp());
    return master;
  }

  @Test
  void fencesAgainInTimeWhatWasOpenWithWhatWasMadeMeanwhile() throws Exception {
    // Given
    SwitchoverService master = lead();
    assertThat(changed(master, CLOSE).state()).isEqualTo(State.DONE);
    assertThat(write("t")).isEqualTo("42501");

    // When
    FenceChangeView opened = changed(master, OPEN);
    Sql.execute(masters.slaveDatabase(), "CREATE TABLE made (id serial, v text)");
    String writtenMeanwhile = write("t");
    done(master.keepUp());
    Instant shown = master.status().standby().openUntil();
    String writtenInTime = write("made");
    masters.later(LONG);
    done(master.keepUp());

    // Then
    assertThat(opened.state()).isEqualTo(State.DONE);
    assertThat(shown).isEqualTo(opened.openUntil()).isAfter(Instant.now());
    assertThat(List.of(writtenMeanwhile, writtenInTime)).containsOnly("");
    assertThat(List.of(write("t"), write("made"))).containsOnly("42501");
    assertThat(master.status().standby().openUntil()).isNull();
    assertThat(master.status().alarms()).isEmpty();
    assertThat(masters.heroku().quantity("b", "web")).isZero();
    assertThat(openings()).containsExactly(List.of("SLAVE", "Ada", "f"));
  }

  @Test
  void aNewMasterFencesWhatAFormerOneHasOpened() throws Exception {
    // Given
    SwitchoverService first = lead();
    changed(first, OPEN);
    first.stop();
    masters.later(LONG);

    // When
    lead();

    // Then
    assertThat(write("t")).isEqualTo("42501");
    assertThat(openings()).containsExactly(List.of("SLAVE", "Ada", "f"));
  }

  @Test
  void triesUntilItIsFencedAndSaysSoMeanwhile() throws Exception {
    // Given
    SwitchoverService master = lead();
    changed(master, OPEN);
    masters.heroku().maintenance(true);

    // When
    masters.later(LONG);
    done(master.keepUp());

    // Then
    assertThat(masters.alarms()).containsOnlyKeys("standby-left-open");
    assertThat(masters.alarms().get("standby-left-open")).contains("slave", "maintenance");
    assertThat(write("t")).isEmpty();
    assertThat(masters.heroku().quantity("b", "web")).isZero();

    masters.heroku().maintenance(false);
    masters.later(Duration.ofMinutes(1));
    done(master.keepUp());
    assertThat(write("t")).isEqualTo("42501");
    assertThat(masters.alarms()).isEmpty();
  }

  @Test
  void letsNobodySwitchOverIntoAMigration() throws Exception {
    // Given
    SwitchoverService master = lead();
    changed(master, OPEN);

    // When
    Problem refusal = problem(master.start(toSlave()));
    changed(master, CLOSE);
    masters.heroku().maintenance(true);
    SwitchoverView admitted = done(master.start(toSlave()));

    // Then
    assertThat(refusal.code()).isEqualTo("standby-open");
    assertThat(refusal.detail()).contains("slave", "Ada", "unfence --standby --close");
    assertThat(admitted.to()).isEqualTo(Side.SLAVE);
  }

  @Test
  void goesBackFromACrashWhateverIsOpen() throws Exception {
    // Given
    masters.heroku().maintenance(true);
    masters.heroku().worker("b", "crashed", Instant.now().minusSeconds(60));
    masters.leave(Trigger.DEMAND, SwitchoverState.FAILED, Side.SLAVE);
    masters.leaveOpen(Side.MASTER);

    // When
    SwitchoverService master = masters.lead();

    // Then
    assertThat(master.status().standby().openUntil()).isNotNull();
    Awaitility.await().until(() -> masters.alarms().containsKey("no-way-back"));
    assertThat(masters.journal())
        .containsExactly(List.of("DEMAND", "FAILED"), List.of("CRASHES", "ROLLED_BACK"));
  }

  @Test
  void showsNoOpeningOfASideThatWasTheStandbyOnce() throws Exception {
    // Given
    masters.heroku().worker("b", "up", Instant.now());
    masters.leave(Trigger.DEMAND, SwitchoverState.COMPLETED, Side.SLAVE);
    masters.leaveOpen(Side.MASTER);
    SwitchoverService before = masters.lead();
    assertThat(before.status().standby().openUntil()).isNotNull();
    before.stop();
    Sql.execute(masters.database(), "UPDATE hma.ownership SET epoch = 3");

    // When
    SwitchoverService master = masters.lead();

    // Then
    assertThat(master.status().standby().openUntil()).isNull();
  }

  @Test
  void opensTheMastersDatabaseOnceTheStoppedWorkerIsSurelyGone() throws Exception {
    // Given
    masters.heroku().worker("b", "up", Instant.now());
    masters.leave(Trigger.DEMAND, SwitchoverState.COMPLETED, Side.SLAVE);
    SwitchoverService master = masters.lead();

    // When
    FenceChangeView early = changed(master, OPEN);
    masters.later(Duration.ofSeconds(91));
    FenceChangeView opened = changed(master, OPEN);

    // Then
    assertThat(early.state()).isEqualTo(State.FAILED);
    assertThat(early.failure().code()).isEqualTo("standby-worker-runs");
    assertThat(opened.state()).isEqualTo(State.DONE);
    assertThat(opened.sides().getFirst().side()).isEqualTo(Side.MASTER);
    assertThat(masters.heroku().agentStarts()).isZero();
  }

  @Test
  void opensNothingWhileAStrayWorkerMayStillBeEnding() throws Exception {
    // Given
    SwitchoverService master = lead();
    changed(master, CLOSE);
    masters.heroku().worker("b", "up", Instant.now());
    done(master.keepUp());

    // When
    FenceChangeView early = changed(master, OPEN);
    FenceChangeView forGood = changed(master, LIFT);
    masters.later(Duration.ofSeconds(91));
    FenceChangeView opened = changed(master, OPEN);

    // Then
    assertThat(early.failure().code()).isEqualTo("standby-worker-runs");
    assertThat(forGood.failure().code()).isEqualTo("standby-worker-runs");
    assertThat(opened.state()).isEqualTo(State.DONE);
    assertThat(List.of(early, forGood, opened))
        .allMatch(change -> master.findChange(change.id()).equals(Optional.of(change)));
  }

  @Test
  void staysWithoutFencesOnceTheyWereLiftedForGood() throws Exception {
    // Given
    SwitchoverService first = lead();
    changed(first, CLOSE);
    masters.heroku().maintenance(true);

    // When
    FenceChangeView half = changed(first, LIFT);
    String stillFenced = write("t");
    masters.heroku().maintenance(false);
    FenceChangeView whole = changed(first, LIFT);
    first.stop();
    masters.later(Duration.ofHours(25));
    SwitchoverService second = lead();

    // Then
    assertThat(half.state()).isEqualTo(State.FAILED);
    assertThat(half.sides())
        .extracting(side -> side.failure() == null)
        .containsExactly(true, false);
    assertThat(stillFenced).isEqualTo("42501");
    assertThat(whole.state()).isEqualTo(State.DONE);
    assertThat(write("t")).isEmpty();
    assertThat(masters.alarms()).containsOnlyKeys("not-fenced");
    assertThat(second.status().standby().openUntil()).isNull();

    changed(second, CLOSE);
    assertThat(write("t")).isEqualTo("42501");
    assertThat(masters.alarms()).isEmpty();
  }

  @Test
  void opensNothingWhereNothingIsFenced() throws Exception {
    // Given
    masters.withoutFence();
    SwitchoverService master = lead();

    // When
    Problem refusal = problem(master.change(OPEN));

    // Then
    assertThat(refusal.code()).isEqualTo("fence-off");
    assertThat(openings()).isEmpty();
  }

  private static SwitchoverRequest toSlave() {
    return new SwitchoverRequest(Side.SLAVE, Optional.empty());
  }

  private List<List<String>> openings() {
    return Sql.rows(
        masters.database(),
        "SELECT standby, asked_by, closed_at IS NULL FROM hma.openings ORDER BY opened_at");
  }

  /** What PostgreSQL says to who writes on the slave's database; empty when it is not refused. */
  private String write(String table) throws SQLException {
    return write(masters.slaveDatabase(), table);
  }

  private static String write(DatabaseUrl database, String table) throws SQLException {
    try (Connection connection = Sql.connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO %s (v) VALUES ('x')".formatted(table));
      return "";
    } catch (SQLException refused) {
      return refused.getSQLState();
    }
  }

  private static Problem problem(Future<?> refused) throws Exception {
    Throwable failure =
        refused.transform(Future::succeededFuture).await(30, TimeUnit.SECONDS).cause();
    assertThat(failure).isInstanceOf(ProblemException.class);
    return ((ProblemException) failure).problem();
  }
}
