package hma.master.schedule;

import hma.protocol.Side;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How long each side is active, month by month, and how many processes that are always on its
 * account can carry. Hours are of the months of UTC, in which <a
 * href="https://devcenter.heroku.com/articles/eco-dyno-hours">Eco dyno hours</a> are counted; days
 * and boundaries are of the schedule's zone, as whoever has set them knows them.
 *
 * @param zone the schedule's, as in {@code Europe/Berlin}
 * @param months from the present one on, each whole
 * @param budgets the smallest first
 * @param accounts of those whose Eco hours are known
 */
public record Plan(String zone, List<Month> months, List<Budget> budgets, List<Account> accounts) {
  /** The hours a month that Heroku gave away until 2022, as to a verified account of 2020: 550. */
  public static final int FREE_HOURS = 550;

  /** The Eco hours of an account in a month. */
  public static final int ECO_HOURS = 1000;

  /** The most months that are worked out: five years. */
  public static final int MOST_MONTHS = 60;

  /** The largest budget, in hours a month. */
  public static final int MOST_HOURS = 100_000;

  private static final double SECONDS_PER_HOUR = 3600.0;

  /** Copies the lists; an older service tells no zone. */
  public Plan {
    zone = Objects.requireNonNullElse(zone, ZoneOffset.UTC.getId());
    months = List.copyOf(months);
    budgets = List.copyOf(budgets);
    accounts = List.copyOf(accounts);
  }

  /**
   * One month.
   *
   * @param month as in 2026-12
   * @param boundaries those in it, in the schedule's zone, by their moments
   * @param masterHours for how long the master is active in that month of UTC
   * @param slaveHours for how long the slave is
   * @param days the side that is active at noon of each day in the schedule's zone, {@code m} or
   *     {@code s}
   */
  public record Month(
      String month, List<Boundary> boundaries, double masterHours, double slaveHours, String days) {
    /** Copies the list. */
    public Month {
      boundaries = List.copyOf(boundaries);
    }

    /** The days of the month of which the given side is active at noon. */
    public double hours(Side side) {
      return side == Side.MASTER ? masterHours : slaveHours;
    }
  }

  /**
   * What an account with so many hours a month can carry, in its longest month of these.
   *
   * @param hours of the account, each month
   * @param masterProcesses how many processes that run all the time that the master is active; null
   *     where it never is
   * @param slaveProcesses likewise on the slave's account
   */
  public record Budget(
      int hours, @Nullable Integer masterProcesses, @Nullable Integer slaveProcesses) {}

  /**
   * The Eco hours of an account in this month, and whether they last.
   *
   * @param side whose account it is
   * @param totalHours what it has each month
   * @param leftHours what is left of it
   * @param activeHours for how long the side is to be active in the rest of the month
   * @param processes how many processes that run all that time are carried by what is left; null
   *     where it is not to be active
   */
  public record Account(
      Side side,
      double totalHours,
      double leftHours,
      double activeHours,
      @Nullable Integer processes) {}

  /**
   * The Eco hours of an account in this month.
   *
   * @param side whose account it is
   * @param total what it has each month
   * @param left what is left of it
   */
  public record Hours(Side side, double total, double left) {}

  /**
   * Works one account out.
   *
   * @param active the side that is active now, until the next boundary
   * @param known of the account
   */
  public static Account account(Schedule schedule, Instant now, Side active, Hours known) {
    YearMonth month = YearMonth.from(now.atZone(ZoneOffset.UTC));
    Stretch rest = Stretch.of(schedule, active, now, start(month.plusMonths(1)));
    double hours = rest.hours(known.side());
    return new Account(
        known.side(),
        known.total(),
        known.left(),
        hours,
        hours == 0 ? null : (int) Math.floor(known.left() / hours));
  }

  /** The same, with what is known of accounts. */
  public Plan with(List<Account> known) {
    return new Plan(zone, months, budgets, known);
  }

  /**
   * Works it out, without the accounts.
   *
   * @param now in the first month
   * @param months how many, 1 to {@link #MOST_MONTHS}
   * @param more a further budget, in hours a month, 1 to {@link #MOST_HOURS}
   * @param active the side that is active where the schedule says nothing
   */
  public static Plan of(
      Schedule schedule, Instant now, int months, Optional<Integer> more, Side active) {
    YearMonth first = YearMonth.from(now.atZone(ZoneOffset.UTC));
    List<Month> all =
        Stream.iterate(first, month -> month.plusMonths(1))
            .limit(months)
            .map(month -> month(schedule, month, active))
            .toList();
    List<Budget> budgets =
        Stream.concat(Stream.of(FREE_HOURS, ECO_HOURS), more.stream())
            .distinct()
            .sorted()
            .map(hours ->
                new Budget(
                    hours, processes(hours, Side.MASTER, all), processes(hours, Side.SLAVE, all)))
            .toList();
    return new Plan(schedule.zone().getId(), all, budgets, List.of());
  }

  private static Month month(Schedule schedule, YearMonth month, Side active) {
    Instant end = start(month.plusMonths(1));
    Instant from = start(month);
    Optional<Boundary> passed = schedule.lastPassed(from);
    Stretch stretch = Stretch.of(schedule, passed.map(Boundary::to).orElse(active), from, end);
    return new Month(
        month.toString(),
        boundaries(schedule, month),
        stretch.hours(Side.MASTER),
        stretch.hours(Side.SLAVE),
        days(schedule, month, active));
  }

  private static List<Boundary> boundaries(Schedule schedule, YearMonth month) {
    Instant end = month.plusMonths(1).atDay(1).atStartOfDay(schedule.zone()).toInstant();
    Instant before = month.atDay(1).atStartOfDay(schedule.zone()).toInstant().minusNanos(1);
    return Stream.iterate(
            schedule.next(before),
            next -> next.isPresent() && next.get().at().isBefore(end),
            next -> schedule.next(next.orElseThrow().at()))
        .flatMap(Optional::stream)
        .toList();
  }

  /** A time in which each side is active for so long. */
  private record Stretch(Map<Side, Duration> active) {
    static Stretch of(Schedule schedule, Side first, Instant from, Instant end) {
      Map<Side, Duration> hours = new EnumMap<>(Side.class);
      Side side = first;
      Instant since = from;
      for (Optional<Boundary> next = schedule.next(since);
          next.isPresent() && next.get().at().isBefore(end);
          next = schedule.next(since)) {
        Boundary boundary = next.get();
        hours.merge(side, Duration.between(since, boundary.at()), Duration::plus);
        side = boundary.to();
        since = boundary.at();
      }
      hours.merge(side, Duration.between(since, end), Duration::plus);
      return new Stretch(hours);
    }

    double hours(Side side) {
      return active.getOrDefault(side, Duration.ZERO).toSeconds() / SECONDS_PER_HOUR;
    }
  }

  private static String days(Schedule schedule, YearMonth month, Side active) {
    StringBuilder days = new StringBuilder();
    for (int day = 1; day <= month.lengthOfMonth(); day++) {
      Instant noon = month.atDay(day).atTime(LocalTime.NOON).atZone(schedule.zone()).toInstant();
      Side side = schedule.lastPassed(noon).map(Boundary::to).orElse(active);
      days.append(side.label().charAt(0));
    }
    return days.toString();
  }

  private static @Nullable Integer processes(int budget, Side side, List<Month> months) {
    double longest = months.stream().mapToDouble(month -> month.hours(side)).max().orElse(0);
    return longest == 0 ? null : (int) Math.floor(budget / longest);
  }

  private static Instant start(YearMonth month) {
    return month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
  }
}
