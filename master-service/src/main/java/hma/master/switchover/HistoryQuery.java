package hma.master.switchover;

import hma.master.journal.Purpose;
import java.util.Optional;

/**
 * Which part of the past is asked for.
 *
 * @param before only what began before the one of this id; from the newest on where it is empty
 * @param kind only those of this kind
 * @param limit how many, 1 to {@link SwitchoverPage#MOST}
 */
public record HistoryQuery(Optional<String> before, Optional<Purpose> kind, int limit) {
  /** The newest of all kinds. */
  public static HistoryQuery newest(int limit) {
    return new HistoryQuery(Optional.empty(), Optional.empty(), limit);
  }

  /** The same, further back. */
  public HistoryQuery before(String id) {
    return new HistoryQuery(Optional.of(id), kind, limit);
  }
}
