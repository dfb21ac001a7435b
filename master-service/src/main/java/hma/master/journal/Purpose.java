package hma.master.journal;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a run that the journal holds is for. */
public enum Purpose {
  /** To move the active role. */
  SWITCHOVER,
  /** To bring the standby up to date, while the other side stays active. */
  REFRESH,
  /** To find out what a switchover would take, without moving anything. */
  REHEARSAL;

  /** The one of a label; empty where there is none. */
  public static Optional<Purpose> of(String label) {
    return Arrays.stream(values()).filter(purpose -> purpose.label().equals(label)).findFirst();
  }

  /** As people read it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
