package hma.master.heroku;

import java.time.Instant;
import java.util.Optional;

/**
 * A release of an app.
 *
 * @param version grows by one with every release
 * @param status {@code succeeded}, {@code pending}, {@code failed} or {@code expired}
 * @param current whether it is the one that runs
 * @param description what made it, as in {@code Deploy 1a2b3c4d} or {@code Set FOO config vars}
 * @param slugId the slug it runs; empty before the first deploy
 * @param createdAt when it was made
 */
public record Release(
    int version,
    String status,
    boolean current,
    String description,
    Optional<String> slugId,
    Instant createdAt) {}
