package hma.sync;

import hma.protocol.TableName;

/**
 * How one table was moved.
 *
 * @param table the table
 * @param method how
 * @param reason why so, one sentence without its full stop
 * @param rows rows carried, 0 or more
 * @param bytes bytes carried in both directions, 0 or more
 * @param durationMs milliseconds it took, 0 or more
 */
public record TableMove(
    TableName table, Method method, String reason, long rows, long bytes, long durationMs) {
  /** The ways to move a table. */
  public enum Method {
    /** Nothing was carried: the fingerprints agreed. */
    SAME,
    /** Only what differed was carried. */
    DELTA,
    /** The table was emptied and all rows carried. */
    FULL
  }
}
