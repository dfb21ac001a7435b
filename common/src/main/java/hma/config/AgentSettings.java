package hma.config;

/**
 * What the slave's agent needs to know.
 *
 * @param database the slave's database
 * @param key shared with the master
 * @param port to listen on, 1 to 65535
 */
public record AgentSettings(DatabaseUrl database, SharedKey key, int port) {}
