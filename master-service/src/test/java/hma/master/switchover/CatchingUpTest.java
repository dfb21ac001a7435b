package hma.master.switchover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hma.config.LiveCopySettings.WhenBehind;
import hma.protocol.Side;
import hma.sync.LiveMover;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When rounds are enough, and what becomes of a copy that never catches up. */
class CatchingUpTest {
  private static final LiveMover.Round SMALL = new LiveMover.Round(10, 0, 20);
  private static final LiveMover.Round LONG = new LiveMover.Round(100_000, 0, 4_000);

  private final Alarms alarms = new Alarms(Clock.systemUTC(), new Events());
  private final Queue<LiveMover.Round> coming = new ArrayDeque<>();

  /** Of each round, whether the alarm stood when it began. */
  private final List<Boolean> alarmed = new ArrayList<>();

  private Noted<LiveMover.Round> catchUp(WhenBehind decided) {
    CatchingUp.Behind behind = new CatchingUp.Behind(Side.SLAVE, decided, Duration.ofMillis(1));
    return new CatchingUp(this::next, behind, alarms).run();
  }

  private LiveMover.Round next() {
    alarmed.add(alarms.stands(CatchingUp.ALARM));
    return coming.remove();
  }

  private void come(int times, LiveMover.Round round) {
    coming.addAll(Collections.nCopies(times, round));
  }

  @ParameterizedTest
  @EnumSource(WhenBehind.class)
  void endsWithTheFirstSmallRound(WhenBehind decided) {
    come(3, LONG);
    come(1, SMALL);

    Noted<LiveMover.Round> caughtUp = catchUp(decided);

    assertThat(caughtUp.value()).isEqualTo(SMALL);
    assertThat(caughtUp.note()).startsWith("300,010 changed rows in 4 rounds");
    assertThat(alarmed).containsOnly(false);
  }

  @ParameterizedTest
  @EnumSource(WhenBehind.class)
  void bearsRoundsThatAreShortEnoughThoughTheyGetNoShorter(WhenBehind decided) {
    LiveMover.Round borne = new LiveMover.Round(20_000, 0, 900);
    come(9, borne);

    assertThat(catchUp(decided).value()).isEqualTo(borne);
    assertThat(coming).isEmpty();
  }

  @Test
  void goesOnBehindTheWorkerWhereThatIsWanted() {
    come(9, LONG);

    assertThat(catchUp(WhenBehind.GO_ON).value()).isEqualTo(LONG);
    assertThat(coming).isEmpty();
  }

  @Test
  void givesUpWhereThatIsWantedAndSaysWhy() {
    come(9, LONG);

    assertThatThrownBy(() -> catchUp(WhenBehind.GIVE_UP))
        .isInstanceOf(UnfitForSwitchover.class)
        .hasMessageContaining("the worker on the slave writes as fast as can be carried")
        .hasMessageContaining("the last of 9 rounds took 4000 ms for 100,000 rows")
        .hasMessageContaining("HMA_WHEN_BEHIND=give-up");
  }

  @Test
  void waitsUnderAnAlarmUntilLessIsWritten() {
    come(9 + 9, LONG);
    come(1, SMALL);

    assertThat(catchUp(WhenBehind.WAIT).value()).isEqualTo(SMALL);
    assertThat(alarmed.subList(0, 9)).containsOnly(false);
    assertThat(alarmed.subList(9, 19)).containsOnly(true);
    assertThat(alarms.standing()).isEmpty();
  }

  @Test
  void waitsNoLongerThanItMay() {
    come(9, LONG);

    // The next round is where a cancellation is seen: here none is left.
    assertThatThrownBy(() -> catchUp(WhenBehind.WAIT))
        .isInstanceOf(java.util.NoSuchElementException.class);
    assertThat(alarms.standing()).isEmpty();
  }
}
