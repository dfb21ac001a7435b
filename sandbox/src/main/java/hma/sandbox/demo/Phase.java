package hma.sandbox.demo;

import java.time.Duration;

/**
 * What one phase of a switchover took.
 *
 * @param name its state in the API, as in {@code COPYING}
 * @param duration as seen by polling
 * @param rows carried in it
 * @param bytes carried in it
 */
record Phase(String name, Duration duration, long rows, long bytes) {}
