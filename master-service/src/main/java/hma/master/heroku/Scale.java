package hma.master.heroku;

import java.util.Optional;

/**
 * The quantity that a process type is to have.
 *
 * @param type the process type, as in the Procfile
 * @param quantity how many dynos, 0 or more
 * @param size the size they are to have; as it is where empty
 */
public record Scale(String type, int quantity, Optional<String> size) {

  /**
   * Checks the quantity.
   *
   * @throws IllegalArgumentException when it is negative
   */
  public Scale {
    if (quantity < 0) {
      throw new IllegalArgumentException(
          "process type " + type + ": quantity " + quantity + " is negative: use 0 or more");
    }
  }

  /** To that many dynos of the size they have. */
  public static Scale to(String type, int quantity) {
    return new Scale(type, quantity, Optional.empty());
  }
}
