package hma.master.switchover;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The side that is not active.
 *
 * @param freshAsOf it holds everything that was committed before; null while that is not known
 * @param openUntil when it is to be fenced again; null unless it is open for migrations
 */
public record StandbyView(@Nullable Instant freshAsOf, @Nullable Instant openUntil) {}
