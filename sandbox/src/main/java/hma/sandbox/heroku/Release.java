package hma.sandbox.heroku;

import java.time.Instant;
import java.util.UUID;

/**
 * One release of an app.
 *
 * @param id unique
 * @param version 1 or more
 * @param description what changed
 * @param createdAt when
 */
record Release(UUID id, int version, String description, Instant createdAt) {}
