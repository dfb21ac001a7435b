package hma.master.schedule;

import hma.protocol.Side;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * One entry of the schedule, as in {@code 21:slave}.
 *
 * @param day the day of the month, 1 to 31; past the month's end it is the month's last day
 * @param to the side that is to be active from then on
 */
public record MonthlyEntry(int day, Side to) {

  /**
   * Checks the day.
   *
   * @throws IllegalArgumentException when no month has such a day
   */
  public MonthlyEntry {
    if (day < 1 || day > 31) {
      throw new IllegalArgumentException("day " + day + " is not a day of a month: use 1 to 31");
    }
  }

  LocalDate in(YearMonth month) {
    return month.atDay(Math.min(day, month.lengthOfMonth()));
  }
}
