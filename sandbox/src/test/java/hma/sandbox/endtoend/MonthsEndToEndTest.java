package hma.sandbox.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hma.protocol.Side;
import hma.sandbox.dyno.FakeClock;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Months go by, in whatever leaps: masters sleep over boundaries, ticks are left out or come twice,
 * and clocks go back; other ones each day. {@code -Dhma.test.seed=N} repeats the leaps; {@code
 * ./hma test --all} makes them years.
 */
final class MonthsEndToEndTest {
  private static final Map<String, String> SETTINGS =
      Map.of("HMA_SCHEDULE", "1:master 21:slave", "HMA_STOP_GRACE", "4s");
  private static final int LONGEST_LEAP = 70;

  @TempDir private Path folder;
  private Installation installation;
  private Random random;
  private Side active = Side.MASTER;
  private Instant decided = Instant.now();
  private Duration ahead = Duration.ZERO;
  private int switchovers;

  @BeforeEach
  void start() throws Exception {
    assumeTrue(
        FakeClock.library().isPresent(), "libfaketime shifts the clocks: apt install faketime");
    long seed = Long.getLong("hma.test.seed", LocalDate.now(ZoneOffset.UTC).toEpochDay());
    System.err.println("hma tests: months by -Dhma.test.seed=" + seed);
    random = new Random(seed);
    installation = Installation.start(folder, SETTINGS);
    assertThat(installation.active()).isEqualTo(active);
    installation.awaitWorkAt(active);
  }

  @AfterEach
  void stop() throws Exception {
    if (installation != null) {
      installation.close();
    }
  }

  @Test
  void aMasterThatSleepsNowAndThenSwitchesAsTheScheduleSays() throws Exception {
    for (int leap = 0; leap < leaps(1); leap++) {
      installation.masters(0);
      leapOverABoundary();
      installation.clocks(ahead);
      installation.masters(1);

      Installation.patiently().until(() -> installation.isIdleAt(active));
      installation.awaitWorkAt(active);
      assertNothingElse();
    }
  }

  @Test
  void ticksDoTheSameHoweverManyAndHoweverRare() throws Exception {
    installation.masters(0);
    Installation.patiently().until(() -> tick().code() == 0);
    for (int leap = 0; leap < leaps(3); leap++) {
      int before = switchovers;
      switch (random.nextInt(4)) {
        case 0 -> back();
        case 1 -> leapWithinAMonth();
        default -> leapOverABoundary();
      }
      installation.clocks(ahead);
      expect();

      List<Integer> codes = random.nextBoolean() ? List.of(tick().code()) : two();

      int done = switchovers > before ? 6 : 0;
      assertThat(codes).contains(done).isSubsetOf(done, 0, 5);
      assertThat(codes.stream().filter(code -> code == 6).count()).isLessThanOrEqualTo(1);
      installation.awaitWorkAt(active);
      assertNothingElse();
    }
  }

  private static int leaps(int usual) {
    return Boolean.getBoolean("hma.test.all") ? 24 : usual;
  }

  /** Until another side is due: with some luck several boundaries are missed. */
  private void leapOverABoundary() {
    Side before = active;
    do {
      ahead = ahead.plusDays(1 + random.nextInt(LONGEST_LEAP)).plusMinutes(random.nextInt(1440));
    } while (due() == before);
    expect();
  }

  private void leapWithinAMonth() {
    ahead = ahead.plusHours(random.nextInt(240));
  }

  /** By a few days: what was decided stays so, and nothing is decided before it is time again. */
  private void back() {
    ahead = ahead.minusHours(random.nextInt(72));
  }

  /** The schedule once more, by the days of the month and not by HMA's own code. */
  private void expect() {
    Side due = due();
    if (due != active) {
      active = due;
      decided = now();
      switchovers++;
    }
  }

  /** Which side is to be active: the last boundary's, if one has passed since it was decided. */
  private Side due() {
    LocalDate today = LocalDate.ofInstant(now(), ZoneOffset.UTC);
    LocalDate boundary = today.withDayOfMonth(today.getDayOfMonth() < 21 ? 1 : 21);
    boolean passed = boundary.atStartOfDay(ZoneOffset.UTC).toInstant().isAfter(decided);
    return passed ? boundary.getDayOfMonth() == 1 ? Side.MASTER : Side.SLAVE : active;
  }

  private Instant now() {
    return Instant.now().plus(ahead);
  }

  private List<Integer> two() throws Exception {
    Process one = installation.commandLine().start(settings(), "tick", "--detailed-exitcode");
    int other = tick().code();
    one.getInputStream().transferTo(OutputStream.nullOutputStream());
    return List.of(one.waitFor(), other);
  }

  private CommandLine.Ended tick() throws Exception {
    CommandLine.Ended ended =
        installation.commandLine().run(settings(), "tick", "--detailed-exitcode");
    assertThat(ended.code()).as(ended.out()).isIn(0, 5, 6);
    return ended;
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(installation.settingsOfFailover(Side.MASTER));
    settings.putAll(SETTINGS);
    settings.putAll(FakeClock.environment(ahead));
    return settings;
  }

  private void assertNothingElse() throws Exception {
    assertThat(installation.database(Side.MASTER).number("SELECT count(*) FROM hma.switchovers"))
        .isEqualTo(switchovers);
    assertThat(installation.workers(active)).isEqualTo(1);
    assertThat(installation.workers(active.other())).isZero();
    Installation.patiently().until(() -> installation.agents() == 0);
    assertThat(installation.notes().overlaps()).isEmpty();
    assertThat(installation.notes().missingIn(installation.database(active))).isEmpty();
  }
}
