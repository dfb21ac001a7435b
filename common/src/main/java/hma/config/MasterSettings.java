package hma.config;

import java.util.Optional;

/**
 * What the master service needs to know.
 *
 * @param database the master's database
 * @param key shared with the agent
 * @param port to listen on, 1 to 65535
 * @param heroku the apps and how to reach their accounts
 * @param switchover what is moved, and within which limits
 * @param schedule when which side is active
 * @param statusOpen whether anybody may look
 * @param webhook where notifications go
 */
public record MasterSettings(
    DatabaseUrl database,
    SharedKey key,
    int port,
    HerokuSettings heroku,
    SwitchoverSettings switchover,
    ScheduleSettings schedule,
    boolean statusOpen,
    Optional<Webhook> webhook) {}
