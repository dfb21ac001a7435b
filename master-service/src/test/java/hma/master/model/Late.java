package hma.master.model;

/** A transaction that a database or the agent carries out for a master that no longer waits. */
enum Late {
  NONE,
  FENCE,
  LIFT,
  COMMIT
}
