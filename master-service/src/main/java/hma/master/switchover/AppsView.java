package hma.master.switchover;

/**
 * The apps whose workers run by turns.
 *
 * @param master the name of the master's
 * @param slave the name of the slave's
 */
public record AppsView(String master, String slave) {}
