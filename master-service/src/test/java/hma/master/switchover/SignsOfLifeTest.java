package hma.master.switchover;

import static org.assertj.core.api.Assertions.assertThat;

import hma.master.support.TestClock;
import hma.protocol.Activity;
import hma.protocol.ClientSession;
import hma.protocol.TableSelection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When it is quiet, and since when: nothing that may have happened is taken for nothing. */
final class SignsOfLifeTest {
  private static final Instant NOW = Instant.parse("2026-11-23T20:00:00Z");
  private static final List<ClientSession> WORKER =
      List.of(new ClientSession(41, "app", "psql", "idle", NOW));

  private final TestClock clock = new TestClock(NOW);
  private boolean dynoListed;
  private Activity activity = new Activity(List.of(), 7, "a");
  private final SignsOfLife signs = new SignsOfLife(() -> dynoListed, () -> activity, clock);

  @Test
  void isQuietFromTheFirstLookAtTheEarliest() {
    assertThat(signs.look()).isFalse();
    assertThat(signs.quiet()).isZero();

    assertThat(lookAfter(2)).isTrue();
    assertThat(signs.quiet()).isEqualTo(Duration.ofSeconds(2));
    assertThat(signs.seen()).contains("for 2 s", "first look");
  }

  @Test
  void countsWhatHappenedWhileNobodyLooked() {
    // Given
    signs.look();

    // When
    boolean still = lookAfter(60);

    // Then
    assertThat(still).isTrue();
    assertThat(signs.quiet()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void beginsAnewWithALogInWhileNobodyLooked() {
    // Given
    signs.look();

    // When
    activity = new Activity(List.of(), 8, "a");
    boolean still = lookAfter(60);

    // Then
    assertThat(still).isFalse();
    assertThat(signs.lastSign()).isEqualTo(NOW.plusSeconds(60));
    assertThat(signs.seen()).isEqualTo("last sign: a log-in");
    assertThat(lookAfter(5)).isTrue();
    assertThat(signs.quiet()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void knowsNothingOfTheTimeInWhichAnotherCounted() {
    // Given
    signs.look();

    // When
    activity = new Activity(List.of(), 7, "b");

    // Then
    assertThat(lookAfter(60)).isFalse();
    assertThat(signs.seen()).contains("could not be counted");
  }

  @Test
  void isQuietOnlyFromTheFirstLookThatMissesASession() {
    // Given
    signs.look();
    activity = new Activity(WORKER, 8, "a");
    assertThat(lookAfter(1)).isFalse();
    assertThat(signs.showsSessions()).isTrue();
    assertThat(signs.seen()).contains("app (pid 41, 'psql')");

    // When
    activity = new Activity(List.of(), 8, "a");

    // Then
    assertThat(lookAfter(30)).isFalse();
    assertThat(signs.lastSign()).isEqualTo(NOW.plusSeconds(31));
    assertThat(lookAfter(30)).isTrue();
  }

  @Test
  void isQuietOnlyFromTheFirstLookThatMissesADyno() {
    // Given
    signs.look();
    dynoListed = true;
    assertThat(lookAfter(2)).isFalse();

    // When
    dynoListed = false;

    // Then
    assertThat(lookAfter(2)).isFalse();
    assertThat(lookAfter(2)).isTrue();
    assertThat(signs.quiet()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void countsTheTimeWithoutADynoWhoeverHasASession() {
    // Given
    activity = new Activity(WORKER, 7, "a");
    dynoListed = true;
    signs.look();
    assertThat(lookAfter(2)).isFalse();
    assertThat(signs.showsDyno()).isTrue();
    assertThat(signs.withoutDyno()).isZero();

    // When
    dynoListed = false;

    // Then
    assertThat(lookAfter(30)).isFalse();
    assertThat(signs.showsDyno()).isFalse();
    assertThat(signs.withoutDyno()).isEqualTo(Duration.ofSeconds(30));
    assertThat(signs.quiet()).isZero();
  }

  @Test
  void knowsNothingOfDynosBeforeTheFirstLook() {
    signs.look();
    assertThat(signs.withoutDyno()).isZero();

    assertThat(lookAfter(5)).isTrue();
    assertThat(signs.withoutDyno()).isEqualTo(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @CsvSource({"90, true, 0", "90, false, 35", "70, false, 35", "20, false, 10"})
  void waitsForHerokusKillWhereNoFenceComesNext(int grace, boolean fence, int quiet) {
    var rules =
        new SwitchoverSupport.Rules(
            TableSelection.all(),
            Duration.ofSeconds(grace),
            3,
            fence,
            Masters.liveCopy(),
            Optional.empty(),
            false);

    assertThat(rules.quietBeforeCopy()).isEqualTo(Duration.ofSeconds(quiet));
    assertThat(rules.quietUntilDead()).isEqualTo(Duration.ofSeconds(grace == 20 ? 10 : 35));
  }

  private boolean lookAfter(int seconds) {
    clock.move(Duration.ofSeconds(seconds));
    return signs.look();
  }
}
