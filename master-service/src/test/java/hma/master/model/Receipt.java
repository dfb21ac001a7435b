package hma.master.model;

/** What a target's database says of a switchover. */
enum Receipt {
  MISSING,
  COMMITTED,
  ABORTED
}
