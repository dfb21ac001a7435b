package hma.protocol;

import java.util.Optional;

/**
 * How far a table reaches on one side: cheap to ask, and what its buckets are chosen from.
 *
 * @param filled whether it has any row
 * @param estimatedRows about how many rows it has, 0 or more
 * @param lowest the lowest key; empty unless the key is one integer column and there is a row
 * @param highest the highest key, likewise
 */
public record Extent(
    boolean filled, long estimatedRows, Optional<Long> lowest, Optional<Long> highest) {}
