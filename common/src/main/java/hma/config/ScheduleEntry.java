package hma.config;

import hma.protocol.Side;

/**
 * From this day of each month on the side is active.
 *
 * @param day 1 to 31; past the month's end it is the month's last day
 * @param side the side to be active
 */
public record ScheduleEntry(int day, Side side) {}
