package hma.protocol;

/**
 * A materialized view. Its rows do not travel: they are computed again where the tables moved to.
 *
 * @param name its name
 * @param populated whether it can be read: one made {@code WITH NO DATA} cannot
 */
public record MaterializedView(TableName name, boolean populated) {}
