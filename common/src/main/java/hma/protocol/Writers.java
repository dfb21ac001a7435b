package hma.protocol;

/** Whether others may be writing on a side while it is read. */
public enum Writers {
  /**
   * They stand still, and a fence or a stopped worker keeps it so. Locks that a writer would feel
   * may be taken: row security that binds even the owner is taken off, so that every row is seen.
   */
  STOPPED,
  /**
   * They are at work, and must not notice. A table whose row security binds the owner cannot be
   * read: the database refuses it, since rows would be missing.
   */
  AT_WORK
}
