package hma.protocol;

import java.time.Instant;

/**
 * An agent's signed answer to "who is there": it proves that the key is shared and the database
 * answers.
 *
 * @param version the agent's own version
 * @param side which side's database it serves
 * @param instance a name drawn anew by each process, so that a restart can be seen
 * @param serverVersion of the database, as {@code server_version_num}
 * @param startedAt when the process began to serve
 */
public record Hello(
    String version, Side side, String instance, int serverVersion, Instant startedAt) {}
