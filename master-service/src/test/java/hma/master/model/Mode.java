package hma.master.model;

/** What a master process is. */
enum Mode {
  /** It does not run. */
  DEAD,
  /** It waits for the lock. */
  WAITING,
  /** It has raised the term and is about to end the leader's sessions. */
  REPLACING,
  /** It holds the lock and has no term yet. */
  LOCKED,
  /** It has a term and has not read the journal. */
  LOADING,
  /** It leads, as far as it knows. */
  LEADING
}
