package hma.master.schedule;

import hma.config.ScheduleEntry;
import hma.protocol.Side;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which side is to be active from when on, month after month.
 *
 * <p>Where daylight saving skips the local time, the boundary is the next instant that there is,
 * and where the time occurs twice, the first of the two. Where two entries fall together, as {@code
 * 30} and {@code 31} do in a short month, the one with the greater day holds, for it would have
 * been the last word in a long one; of two with the same day, the one that was written last.
 */
public final class Schedule {
  private final List<ScheduleEntry> entries;
  private final LocalTime time;
  private final ZoneId zone;

  /**
   * Describes a schedule.
   *
   * @param entries in any order, days 1 to 31; past the month's end it is the month's last day; no
   *     entries, no boundaries
   * @param time the time of day of every boundary
   * @param zone where that time is read
   */
  public Schedule(List<ScheduleEntry> entries, LocalTime time, ZoneId zone) {
    this.entries = entries.stream().sorted(Comparator.comparingInt(ScheduleEntry::day)).toList();
    this.time = time;
    this.zone = zone;
  }

  /** Where its days and its time are read. */
  public ZoneId zone() {
    return zone;
  }

  /** The latest boundary at or before the given moment; empty for a schedule without entries. */
  public Optional<Boundary> lastPassed(Instant now) {
    return boundary(around(now).floorEntry(now));
  }

  /** The earliest boundary after the given moment; empty for a schedule without entries. */
  public Optional<Boundary> next(Instant now) {
    return boundary(around(now).higherEntry(now));
  }

  /**
   * The boundary that has to be acted on: the last one passed, unless it has been dealt with. Those
   * before it are never due, for it has overruled them.
   *
   * @param now the present
   * @param lastDealtWith the moment of the last boundary that was dealt with, or of a start before
   *     which none counts
   */
  public Optional<Boundary> due(Instant now, Instant lastDealtWith) {
    return lastPassed(now).filter(boundary -> boundary.at().isAfter(lastDealtWith));
  }

  /** Every month has the boundaries of all entries, so one month to each side is enough. */
  private NavigableMap<Instant, Side> around(Instant now) {
    YearMonth month = YearMonth.from(now.atZone(zone));
    NavigableMap<Instant, Side> boundaries = new TreeMap<>();
    for (int offset = -1; offset <= 1; offset++) {
      for (ScheduleEntry entry : entries) {
        Instant at = moment(entry, month.plusMonths(offset));
        boundaries.put(at, entry.side());
      }
    }
    return boundaries;
  }

  private Instant moment(ScheduleEntry entry, YearMonth month) {
    int day = Math.min(entry.day(), month.lengthOfMonth());
    LocalDateTime local = month.atDay(day).atTime(time);
    ZoneOffsetTransition transition = zone.getRules().getTransition(local);
    return transition != null && transition.isGap()
        ? transition.getInstant()
        : local.atZone(zone).toInstant();
  }

  private static Optional<Boundary> boundary(Map.@Nullable Entry<Instant, Side> entry) {
    return Optional.ofNullable(entry).map(found -> new Boundary(found.getKey(), found.getValue()));
  }
}
