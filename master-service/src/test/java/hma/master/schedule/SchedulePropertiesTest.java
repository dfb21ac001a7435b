package hma.master.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import hma.config.ScheduleEntry;
import hma.protocol.Side;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each case is made from its seed, which its name shows. */
class SchedulePropertiesTest {
  private static final int CASES = 400;
  private static final long FROM = Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();
  private static final long TO = Instant.parse("2060-01-01T00:00:00Z").getEpochSecond();
  private static final List<ZoneId> ZONES =
      Stream.of(
              "UTC",
              "Europe/Berlin",
              "America/New_York",
              "Australia/Lord_Howe",
              "Pacific/Apia",
              "America/Santiago",
              "Asia/Kathmandu",
              "+14:00",
              "-12:00")
          .map(ZoneId::of)
          .toList();

  /** A schedule and a moment. */
  record Case(List<ScheduleEntry> entries, LocalTime time, ZoneId zone, Instant now) {
    Schedule schedule() {
      return new Schedule(entries, time, zone);
    }
  }

  static Stream<Named<Case>> cases() {
    return Stream.iterate(1L, seed -> seed + 1)
        .limit(CASES)
        .map(seed -> Named.of("seed " + seed, made(seed)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void putsEveryMomentBetweenTwoBoundaries(Case one) {
    Boundary last = one.schedule().lastPassed(one.now()).orElseThrow();
    Boundary next = one.schedule().next(one.now()).orElseThrow();

    assertThat(last.at()).isBeforeOrEqualTo(one.now());
    assertThat(next.at()).isAfter(one.now());
    assertThat(Duration.between(last.at(), next.at())).isLessThan(Duration.ofDays(33));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void hasNothingBetweenTheLastAndTheNext(Case one) {
    Boundary last = one.schedule().lastPassed(one.now()).orElseThrow();
    Boundary next = one.schedule().next(one.now()).orElseThrow();

    assertThat(one.schedule().next(last.at())).contains(next);
    assertThat(one.schedule().lastPassed(next.at().minusNanos(1))).contains(last);
    assertThat(one.schedule().lastPassed(next.at())).contains(next);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void liesOnADayThatAnEntryNames(Case one) {
    Boundary next = one.schedule().next(one.now()).orElseThrow();

    assertThat(one.entries()).anyMatch(entry -> names(entry, next, one));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isDealtWithExactlyOnceHoweverOftenOneLooks(Case one) {
    Schedule schedule = one.schedule();
    List<Boundary> acted = new ArrayList<>();
    Instant dealtWith = one.now();
    Instant lastLook = one.now();
    Instant end = one.now().plus(Duration.ofDays(120));
    RandomGenerator random = random(one.now().getEpochSecond());

    for (Instant look = one.now();
        look.isBefore(end);
        look = look.plusSeconds(random.nextLong(60, 86_400))) {
      Optional<Boundary> due = schedule.due(look, dealtWith);
      if (due.isPresent()) {
        acted.add(due.get());
        dealtWith = due.get().at();
      }
      lastLook = look;
    }

    assertThat(acted).doesNotHaveDuplicates().isSubsetOf(between(schedule, one.now(), end));
    assertThat(acted.getLast()).isEqualTo(schedule.lastPassed(lastLook).orElseThrow());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void doesNotDependOnTheOrderOfTheEntries(Case one) {
    Schedule reversed = new Schedule(one.entries().reversed(), one.time(), one.zone());

    assertThat(reversed.next(one.now())).isEqualTo(one.schedule().next(one.now()));
    assertThat(reversed.lastPassed(one.now())).isEqualTo(one.schedule().lastPassed(one.now()));
  }

  private static boolean names(ScheduleEntry entry, Boundary boundary, Case one) {
    ZonedDateTime local = boundary.at().atZone(one.zone());
    ZonedDateTime lastDay = local.with(TemporalAdjusters.lastDayOfMonth());
    LocalDateTime meant =
        local
            .toLocalDate()
            .withDayOfMonth(Math.min(entry.day(), lastDay.getDayOfMonth()))
            .atTime(one.time());
    ZoneOffsetTransition transition = one.zone().getRules().getTransition(meant);
    boolean skipped = transition != null && transition.isGap();
    Instant at = skipped ? transition.getInstant() : meant.atZone(one.zone()).toInstant();
    return entry.side() == boundary.to() && at.equals(boundary.at());
  }

  private static List<Boundary> between(Schedule schedule, Instant from, Instant to) {
    return Stream.iterate(
            schedule.next(from).orElseThrow(),
            boundary -> boundary.at().isBefore(to),
            boundary -> schedule.next(boundary.at()).orElseThrow())
        .toList();
  }

  private static Case made(long seed) {
    RandomGenerator random = random(seed);
    List<Integer> days = random.ints(random.nextInt(1, 5), 1, 32).distinct().boxed().toList();
    List<ScheduleEntry> entries =
        days.stream()
            .map(day -> new ScheduleEntry(day, random.nextBoolean() ? Side.MASTER : Side.SLAVE))
            .toList();
    LocalTime time = LocalTime.ofSecondOfDay(random.nextInt(86_400));
    ZoneId zone = ZONES.get(random.nextInt(ZONES.size()));
    return new Case(entries, time, zone, Instant.ofEpochSecond(random.nextLong(FROM, TO)));
  }

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }
}
