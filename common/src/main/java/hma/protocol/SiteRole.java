package hma.protocol;

/** A side's part in one switchover. */
public enum SiteRole {
  /** The side that is read, and fenced. */
  SOURCE,
  /** The same, and what is written meanwhile is logged. */
  LOGGED_SOURCE,
  /** The side whose data is replaced. */
  TARGET
}
