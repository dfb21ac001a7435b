package hma.protocol;

/**
 * The body of a request that opens a session.
 *
 * @param switchover the switchover it serves; settling that switchover drops it
 */
public record SessionOpening(String switchover) {}
