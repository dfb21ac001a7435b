package hma.config;

import java.util.Optional;

/**
 * A process type that a switchover stops here and starts there, and what is fixed of it.
 *
 * @param type as in the Procfile
 * @param quantity how many dynos run on the active side, 1 to 100; empty for as many as ran before
 * @param size the dynos' size in small letters, only with a quantity; empty for the size that they
 *     had before
 */
public record ProcessRule(String type, Optional<Integer> quantity, Optional<String> size) {
  /** One of which quantity and size are carried over from the side that was active. */
  public static ProcessRule carriedOver(String type) {
    return new ProcessRule(type, Optional.empty(), Optional.empty());
  }

  /** Whether a person's change of its quantity is put back. */
  public boolean isFixed() {
    return quantity.isPresent();
  }

  /** As the settings write it. */
  public String text() {
    return type
        + quantity.map(number -> "=" + number).orElse("")
        + size.map(name -> ":" + name).orElse("");
  }
}
