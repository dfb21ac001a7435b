package hma.protocol;

import java.util.Optional;

/**
 * A materialized view as it was at one moment.
 *
 * @param view the view, and whether it could be read then
 * @param version another one each time that the view was refreshed with another content; empty
 *     where the database does not tell
 */
public record ViewVersion(MaterializedView view, Optional<String> version) {
  /** Whether it is certain that the view was not refreshed between the two. */
  public boolean isStill(ViewVersion other) {
    return version.isPresent() && equals(other);
  }
}
