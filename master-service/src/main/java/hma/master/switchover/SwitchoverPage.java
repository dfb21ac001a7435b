package hma.master.switchover;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the switchovers, refreshes and rehearsals that there were.
 *
 * @param switchovers the newest first, without what each says of tables and steps
 * @param before with which the next ones are asked for; null where there are none
 */
public record SwitchoverPage(List<SwitchoverView> switchovers, @Nullable String before) {
  /** The most that fit one. */
  public static final int MOST = 100;

  /** Copies the list. */
  public SwitchoverPage {
    switchovers = List.copyOf(switchovers);
  }

  /** Of one more than was asked for, if there are so many. */
  static SwitchoverPage of(List<SwitchoverView> found, int limit) {
    List<SwitchoverView> shown = found.stream().limit(limit).map(SwitchoverView::brief).toList();
    return new SwitchoverPage(shown, found.size() > limit ? shown.getLast().id() : null);
  }
}
