package hma.protocol;

/**
 * A table whose rows are to be added up, and how.
 *
 * @param table the table
 * @param bucketing the same on both sides
 */
public record SurveyedTable(TableName table, Bucketing bucketing) {}
