package hma.sandbox.dyno;

/**
 * A wish for one process type.
 *
 * @param type the process type
 * @param quantity how many dynos, 0 or more
 * @param size their size
 */
public record Scaling(String type, int quantity, DynoSize size) {}
