package hma.master.switchover;

/**
 * What was moved of one table.
 *
 * @param table the table's name with its schema, as PostgreSQL would quote it
 * @param method how it was moved: {@code same}, {@code delta} or {@code full}
 * @param rows rows carried, 0 or more
 * @param bytes bytes carried, 0 or more
 * @param durationMs milliseconds it took, 0 or more
 */
public record TableView(String table, String method, long rows, long bytes, long durationMs) {}
