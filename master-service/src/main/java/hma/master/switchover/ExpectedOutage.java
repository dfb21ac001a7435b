package hma.master.switchover;

/**
 * How long no worker would run in a switchover, as a rehearsal lets expect.
 *
 * @param outageMs all of it, in milliseconds
 * @param cutOverMs of it the last round, constraints and sequences, as just measured beside the
 *     worker
 * @param stopAndBootMs of it the stop of a worker and the boot of the other
 * @param basis where the time of stop and boot comes from
 */
public record ExpectedOutage(long outageMs, long cutOverMs, long stopAndBootMs, String basis) {}
