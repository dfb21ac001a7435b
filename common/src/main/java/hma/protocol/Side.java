package hma.protocol;

import java.util.Locale;

/** One of the two apps, with its account and its database. */
public enum Side {
  /** Where the master service runs, beside its own database. */
  MASTER,
  /** Where the agent runs, beside the other database. */
  SLAVE;

  /** The other side. */
  public Side other() {
    return this == MASTER ? SLAVE : MASTER;
  }

  /** As it reads in settings, JSON and messages: {@code master} or {@code slave}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
