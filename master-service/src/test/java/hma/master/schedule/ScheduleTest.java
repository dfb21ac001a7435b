package hma.master.schedule;

import static hma.protocol.Side.MASTER;
import static hma.protocol.Side.SLAVE;
import static org.assertj.core.api.Assertions.assertThat;

import hma.config.ScheduleEntry;
import hma.protocol.Side;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final List<ScheduleEntry> USUAL =
      List.of(new ScheduleEntry(1, MASTER), new ScheduleEntry(21, SLAVE));

  private final Schedule usual = new Schedule(USUAL, LocalTime.MIDNIGHT, ZoneOffset.UTC);

  @Test
  void knowsTheBoundariesOnBothSidesOfAMoment() {
    Instant now = Instant.parse("2026-11-10T12:00:00Z");

    assertThat(usual.lastPassed(now)).contains(boundary("2026-11-01T00:00:00Z", MASTER));
    assertThat(usual.next(now)).contains(boundary("2026-11-21T00:00:00Z", SLAVE));
  }

  @Test
  void looksIntoTheMonthsBeforeAndAfter() {
    Schedule once =
        new Schedule(List.of(new ScheduleEntry(15, SLAVE)), LocalTime.NOON, ZoneOffset.UTC);
    Instant newYear = Instant.parse("2027-01-01T00:00:00Z");

    assertThat(once.lastPassed(newYear)).contains(boundary("2026-12-15T12:00:00Z", SLAVE));
    assertThat(once.next(Instant.parse("2026-12-31T23:59:59Z")))
        .contains(boundary("2027-01-15T12:00:00Z", SLAVE));
  }

  @Test
  void countsABoundaryAsPassedFromItsVeryMoment() {
    Instant at = Instant.parse("2026-11-21T00:00:00Z");

    assertThat(usual.lastPassed(at)).contains(new Boundary(at, SLAVE));
    assertThat(usual.lastPassed(at.minusNanos(1))).map(Boundary::to).contains(MASTER);
    assertThat(usual.next(at)).contains(boundary("2026-12-01T00:00:00Z", MASTER));
  }

  @Test
  void takesTheLastDayWhereAMonthIsTooShort() {
    Schedule late =
        new Schedule(List.of(new ScheduleEntry(31, SLAVE)), LocalTime.MIDNIGHT, ZoneOffset.UTC);

    assertThat(late.next(Instant.parse("2026-02-01T00:00:00Z")))
        .contains(boundary("2026-02-28T00:00:00Z", SLAVE));
    assertThat(late.next(Instant.parse("2028-02-01T00:00:00Z")))
        .contains(boundary("2028-02-29T00:00:00Z", SLAVE));
    assertThat(late.next(Instant.parse("2026-04-01T00:00:00Z")))
        .contains(boundary("2026-04-30T00:00:00Z", SLAVE));
  }

  @Test
  void letsTheLaterDayHaveTheLastWordWhereTwoFallTogether() {
    Schedule late =
        new Schedule(
            List.of(new ScheduleEntry(31, MASTER), new ScheduleEntry(30, SLAVE)),
            LocalTime.MIDNIGHT,
            ZoneOffset.UTC);

    assertThat(late.next(Instant.parse("2026-02-15T00:00:00Z")))
        .contains(boundary("2026-02-28T00:00:00Z", MASTER));
  }

  @Test
  void readsTheTimeInItsZone() {
    Schedule tokyo = new Schedule(USUAL, LocalTime.of(3, 0), ZoneId.of("Asia/Tokyo"));

    assertThat(tokyo.next(Instant.parse("2026-11-20T17:00:00Z")))
        .contains(boundary("2026-11-20T18:00:00Z", SLAVE));
    assertThat(tokyo.lastPassed(Instant.parse("2026-11-30T18:00:00Z")))
        .contains(boundary("2026-11-30T18:00:00Z", MASTER));
  }

  @Test
  void comesAtTheNextInstantWhereDaylightSavingSkipsTheTime() {
    Schedule berlin =
        new Schedule(
            List.of(new ScheduleEntry(29, SLAVE)), LocalTime.of(2, 30), ZoneId.of("Europe/Berlin"));

    assertThat(berlin.next(Instant.parse("2026-03-28T12:00:00Z")))
        .contains(boundary("2026-03-29T01:00:00Z", SLAVE));
  }

  @Test
  void comesOnceWhereDaylightSavingRepeatsTheTime() {
    Schedule berlin =
        new Schedule(
            List.of(new ScheduleEntry(25, SLAVE)), LocalTime.of(2, 30), ZoneId.of("Europe/Berlin"));
    Boundary first = boundary("2026-10-25T00:30:00Z", SLAVE);

    assertThat(berlin.next(Instant.parse("2026-10-24T12:00:00Z"))).contains(first);
    assertThat(berlin.lastPassed(Instant.parse("2026-10-25T01:45:00Z"))).contains(first);
    assertThat(berlin.next(first.at())).contains(boundary("2026-11-25T01:30:00Z", SLAVE));
  }

  @Test
  void isDueUntilItHasBeenDealtWith() {
    Instant now = Instant.parse("2026-11-21T00:00:05Z");
    Boundary boundary = boundary("2026-11-21T00:00:00Z", SLAVE);

    assertThat(usual.due(now, Instant.parse("2026-11-01T00:00:00Z"))).contains(boundary);
    assertThat(usual.due(now, boundary.at())).isEmpty();
    assertThat(usual.due(now.plusSeconds(864_000), Instant.parse("2026-11-21T00:00:00Z")))
        .isNotEmpty();
  }

  @Test
  void catchesUpOnlyTheLastOfManyMissed() {
    assertThat(usual.due(Instant.parse("2027-03-25T00:00:00Z"), Instant.EPOCH))
        .contains(boundary("2027-03-21T00:00:00Z", SLAVE));
  }

  @Test
  void hasNoBoundaryWithoutEntries() {
    Schedule never = new Schedule(List.of(), LocalTime.MIDNIGHT, ZoneOffset.UTC);
    Instant now = Instant.parse("2026-11-10T12:00:00Z");

    assertThat(never.lastPassed(now)).isEmpty();
    assertThat(never.next(now)).isEmpty();
    assertThat(never.due(now, Instant.EPOCH)).isEmpty();
  }

  @Test
  void hasEveryBoundaryOfEveryZoneOnceForDecades() {
    Map<ZoneRules, ZoneId> zones = new LinkedHashMap<>();
    ZoneId.getAvailableZoneIds().stream()
        .sorted()
        .map(ZoneId::of)
        .forEach(zone -> zones.putIfAbsent(zone.getRules(), zone));
    assertThat(zones).hasSizeGreaterThan(200);

    for (ZoneId zone : zones.values()) {
      for (LocalTime time : List.of(LocalTime.MIDNIGHT, LocalTime.of(2, 30))) {
        assertThat(wrongForDecades(zone, time)).as("%s, %s", zone, time).isEmpty();
      }
    }
  }

  private static List<String> wrongForDecades(ZoneId zone, LocalTime time) {
    List<ScheduleEntry> entries =
        List.of(
            new ScheduleEntry(1, MASTER),
            new ScheduleEntry(11, SLAVE),
            new ScheduleEntry(30, MASTER));
    Schedule schedule = new Schedule(entries, time, zone);
    List<String> wrong = new ArrayList<>();
    Instant now = LocalDate.of(1990, 1, 1).atStartOfDay(zone).toInstant().minusSeconds(1);
    for (YearMonth month = YearMonth.of(1990, 1);
        month.getYear() < 2050;
        month = month.plusMonths(1)) {
      for (ScheduleEntry entry : entries) {
        LocalDateTime wanted =
            month.atDay(Math.min(entry.day(), month.lengthOfMonth())).atTime(time);
        Boundary next = schedule.next(now).orElseThrow();
        boolean right =
            next.to() == entry.side()
                && shown(next.at(), zone, wanted)
                && schedule.lastPassed(next.at()).equals(Optional.of(next));
        if (!right) {
          wrong.add("%s instead of %s at %s".formatted(next, entry.side(), wanted));
        }
        now = next.at();
      }
    }
    return wrong;
  }

  /** Whether clocks show that time, for the first time, or have just left it out. */
  private static boolean shown(Instant at, ZoneId zone, LocalDateTime wanted) {
    LocalDateTime clock = LocalDateTime.ofInstant(at, zone);
    LocalDateTime before = LocalDateTime.ofInstant(at.minusNanos(1), zone);
    return clock.equals(wanted)
        ? zone.getRules().getValidOffsets(wanted).getFirst().equals(zone.getRules().getOffset(at))
        : before.isBefore(wanted) && clock.isAfter(wanted);
  }

  private static Boundary boundary(String at, Side to) {
    return new Boundary(Instant.parse(at), to);
  }
}
