package hma.master.model;

/** Who may write on a side. */
enum Grants {
  /** The worker may. */
  GRANTED,
  /** Nobody may, and what was granted is recorded. */
  FENCED,
  /** Nobody may, and it is recorded that nothing was granted. */
  FENCED_EMPTY,
  /** Nobody may, and no record says that it was ever otherwise. */
  LOST
}
