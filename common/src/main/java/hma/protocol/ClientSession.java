package hma.protocol;

import java.time.Instant;

/**
 * A session on a database that is not HMA's: the worker's, or a person's.
 *
 * @param pid the backend's process id
 * @param role the role it logged in with
 * @param application its {@code application_name}, empty where it gave none
 * @param state as {@code pg_stat_activity.state}, empty where it is hidden
 * @param since when it logged in
 */
public record ClientSession(
    int pid, String role, String application, String state, Instant since) {}
