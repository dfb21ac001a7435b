package hma.protocol;

/**
 * By what right a switchover changes a database: every such transaction checks it last.
 *
 * @param switchover the switchover's id
 * @param epoch the epoch the switchover is to establish, one more than the active side's; a
 *     database that already holds a newer one refuses
 * @param term the mastership under which it runs; a database that holds another one refuses
 */
public record Claim(String switchover, long epoch, long term) {}
