package hma.config;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * When which side is active.
 *
 * @param entries by ascending day, each day at most once; empty for no schedule
 * @param time of day at which an entry begins
 * @param zone the time's zone
 * @param quotaReserve down to how many Eco hours an account is used before it is left early
 * @param paused whether it is not followed
 */
public record ScheduleSettings(
    List<ScheduleEntry> entries,
    LocalTime time,
    ZoneId zone,
    Optional<Duration> quotaReserve,
    boolean paused) {
  /** Keeps a copy of the list. */
  public ScheduleSettings {
    entries = List.copyOf(entries);
  }
}
