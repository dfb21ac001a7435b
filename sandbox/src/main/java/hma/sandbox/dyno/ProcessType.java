package hma.sandbox.dyno;

import java.time.Instant;

/**
 * A process type of an app, and how many dynos of it are wanted.
 *
 * @param name as in the Procfile
 * @param command a line for {@code bash -c}
 * @param quantity how many are wanted, 0 or more
 * @param size their size
 * @param updatedAt when the quantity or the size was last set
 */
public record ProcessType(
    String name, String command, int quantity, DynoSize size, Instant updatedAt) {
  /** The process type that gets requests. */
  public static final String WEB = "web";

  /** The process type of one-off dynos. */
  public static final String ONE_OFF = "run";

  ProcessType scaled(int newQuantity, DynoSize newSize) {
    return new ProcessType(name, command, newQuantity, newSize, Instant.now());
  }
}
