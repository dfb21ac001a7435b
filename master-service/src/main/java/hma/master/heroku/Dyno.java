package hma.master.heroku;

import java.time.Instant;
import java.util.Optional;

/**
 * One dyno that Heroku lists. That one is not listed does not prove that its process is dead.
 *
 * @param name as in {@code worker.1}
 * @param type its process type, {@code run} for one-off dynos
 * @param state {@code starting}, {@code up}, {@code idle}, {@code crashed} or {@code down}
 * @param size its size as Heroku writes it
 * @param releaseVersion the release it runs; empty where Heroku does not tell
 * @param createdAt when Heroku made it
 * @param updatedAt when its state last changed
 */
public record Dyno(
    String name,
    String type,
    String state,
    String size,
    Optional<Integer> releaseVersion,
    Instant createdAt,
    Instant updatedAt) {}
