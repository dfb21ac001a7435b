package hma.protocol;

import java.util.List;

/**
 * What waits in the logs of a capture.
 *
 * @param units those of which something is logged
 * @param bytes what all logs take on disk, room for what was already carried included
 */
public record Backlog(List<Unit> units, long bytes) {
  /** Copies the list. */
  public Backlog {
    units = List.copyOf(units);
  }

  /**
   * One unit.
   *
   * @param number the unit's number
   * @param keys logged keys, repeated ones counted each time
   * @param marked whether it has to be loaded whole
   */
  public record Unit(int number, long keys, boolean marked) {}
}
