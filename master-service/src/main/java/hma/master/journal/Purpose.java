package hma.master.journal;

import java.util.Locale;

/** What a run that the journal holds is for. */
public enum Purpose {
  /** To move the active role. */
  SWITCHOVER,
  /** To bring the standby up to date, while the other side stays active. */
  REFRESH,
  /** To find out what a switchover would take, without moving anything. */
  REHEARSAL;

  /** As people read it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
