package hma.protocol;

import java.util.List;

/**
 * One table's part in a move.
 *
 * @param name the table
 * @param copied the columns that travel, in the source's order; never a generated one
 * @param compared the columns whose equality is proven: the copied and the stored generated ones
 * @param estimatedRows the source's estimate, for progress
 */
public record MovedTable(
    TableName name, List<String> copied, List<String> compared, long estimatedRows) {}
