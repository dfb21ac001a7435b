package hma.protocol;

/** A side's part in one switchover. */
public enum SiteRole {
  /** The side that is read, and fenced. */
  SOURCE,
  /** The side whose data is replaced. */
  TARGET
}
