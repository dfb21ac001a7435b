package hma.master.switchover;

/**
 * A table of which something was carried, and not all.
 *
 * @param table the table's name with its schema, as PostgreSQL would quote it
 * @param rows carried so far, by an estimate, 0 or more
 * @param expectedRows how many it has by the planner's estimate, 0 where it has none; of a table of
 *     which only the differences move, the most that may come
 * @param bytes carried so far in both directions, 0 or more
 */
public record TableUnderWay(String table, long rows, long expectedRows, long bytes) {}
