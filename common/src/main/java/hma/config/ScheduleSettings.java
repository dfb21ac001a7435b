package hma.config;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/**
 * When which side is active.
 *
 * @param entries by ascending day, each day at most once; empty for no schedule
 * @param time of day at which an entry begins
 * @param zone the time's zone
 * @param paused whether it is not followed
 */
public record ScheduleSettings(
    List<ScheduleEntry> entries, LocalTime time, ZoneId zone, boolean paused) {
  /** Keeps a copy of the list. */
  public ScheduleSettings {
    entries = List.copyOf(entries);
  }
}
