package hma.master.schedule;

import static hma.protocol.Side.MASTER;
import static hma.protocol.Side.SLAVE;
import static org.assertj.core.api.Assertions.assertThat;

import hma.config.ScheduleEntry;
import java.time.Instant;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
  private static final List<ScheduleEntry> USUAL =
      List.of(new ScheduleEntry(1, MASTER), new ScheduleEntry(21, SLAVE));

  @Test
  void countsTheHoursOfEachSideInWholeMonths() {
    Plan plan = plan(new Schedule(USUAL, LocalTime.MIDNIGHT, ZoneOffset.UTC), 4);

    assertThat(plan.months())
        .extracting(Plan.Month::month)
        .containsExactly("2026-11", "2026-12", "2027-01", "2027-02");
    assertThat(plan.months())
        .extracting(Plan.Month::masterHours)
        .containsExactly(480.0, 480.0, 480.0, 480.0);
    assertThat(plan.months())
        .extracting(Plan.Month::slaveHours)
        .containsExactly(240.0, 264.0, 264.0, 192.0);
    assertThat(plan.months().getLast().days()).isEqualTo("m".repeat(20) + "s".repeat(8));
    assertThat(plan.months().getFirst().boundaries())
        .containsExactly(
            new Boundary(Instant.parse("2026-11-01T00:00:00Z"), MASTER),
            new Boundary(Instant.parse("2026-11-21T00:00:00Z"), SLAVE));
  }

  @Test
  void saysHowManyProcessesAnAccountCarriesInItsLongestMonth() {
    Plan plan =
        Plan.of(
            new Schedule(USUAL, LocalTime.MIDNIGHT, ZoneOffset.UTC),
            NOW,
            12,
            Optional.of(300),
            MASTER);

    assertThat(plan.budgets())
        .containsExactly(
            new Plan.Budget(300, 0, 1),
            new Plan.Budget(Plan.FREE_HOURS, 1, 2),
            new Plan.Budget(Plan.ECO_HOURS, 2, 3));
  }

  @Test
  void saysWhetherWhatIsLeftLastsForTheRestOfTheMonth() {
    Schedule schedule = new Schedule(USUAL, LocalTime.MIDNIGHT, ZoneOffset.UTC);
    Instant tenth = Instant.parse("2026-12-11T00:00:00Z");

    // Somebody has made the slave active by hand: that holds until the 21st, when it stays so.
    assertThat(Plan.account(schedule, tenth, SLAVE, new Plan.Hours(SLAVE, 1000, 505)))
        .isEqualTo(new Plan.Account(SLAVE, 1000, 505, 504, 1));
    assertThat(Plan.account(schedule, tenth, SLAVE, new Plan.Hours(MASTER, 1000, 505)))
        .isEqualTo(new Plan.Account(MASTER, 1000, 505, 0, null));
    assertThat(Plan.account(schedule, tenth, MASTER, new Plan.Hours(MASTER, 1000, 200)))
        .isEqualTo(new Plan.Account(MASTER, 1000, 200, 240, 0));
  }

  @Test
  void givesAMonthToWhoeverIsActiveWhereThereIsNoSchedule() {
    Plan plan = plan(new Schedule(List.of(), LocalTime.MIDNIGHT, ZoneOffset.UTC), 1);

    assertThat(plan.months().getFirst().masterHours()).isEqualTo(720.0);
    assertThat(plan.months().getFirst().boundaries()).isEmpty();
    assertThat(plan.budgets().getLast()).isEqualTo(new Plan.Budget(Plan.ECO_HOURS, 1, null));
  }

  @Test
  void givesTheDaysThatWereSetAndTheHoursOfUtc() {
    Plan plan = plan(new Schedule(USUAL, LocalTime.MIDNIGHT, ZoneId.of("Europe/Berlin")), 2);

    Plan.Month december = plan.months().getLast();
    assertThat(plan.zone()).isEqualTo("Europe/Berlin");
    assertThat(december.boundaries())
        .containsExactly(
            new Boundary(Instant.parse("2026-11-30T23:00:00Z"), MASTER),
            new Boundary(Instant.parse("2026-12-20T23:00:00Z"), SLAVE));
    assertThat(december.days()).isEqualTo("m".repeat(20) + "s".repeat(11));
    assertThat(december.masterHours()).isEqualTo(480.0);
  }

  @Test
  void losesAndDoublesNoHourWhateverTheZone() {
    for (String zone : List.of("Europe/Berlin", "America/New_York", "Pacific/Apia", "+14:00")) {
      Plan plan = plan(new Schedule(USUAL, LocalTime.of(2, 30), ZoneId.of(zone)), 60);

      assertThat(plan.months())
          .allSatisfy(month ->
              assertThat(month.masterHours() + month.slaveHours())
                  .as(zone + " " + month.month())
                  .isEqualTo(24.0 * YearMonth.parse(month.month()).lengthOfMonth()));
    }
  }

  private static Plan plan(Schedule schedule, int months) {
    return Plan.of(schedule, NOW, months, Optional.empty(), MASTER);
  }
}
