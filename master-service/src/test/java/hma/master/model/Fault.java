package hma.master.model;

/** What goes wrong from outside; each time costs one of the budget. */
enum Fault {
  /** A master process is killed; what it had just sent may still be carried out. */
  KILL,
  /** A master is paused for so long that the other one replaces it; it goes on later. */
  SILENCE,
  /** An order to Heroku is carried out later, and its answer does not come. */
  LATE_ORDER,
  /** A transaction is carried out later, and its answer does not come: the agent's may die, too. */
  LOST_ANSWER,
  /**
   * A database ends a session of a master: of the target's transaction, or the one that holds the
   * lock.
   */
  SESSION_ENDED,
  /** Somebody starts a worker on the side that is not active. */
  STRAY,
  /** A database is restored from a backup of the beginning; at most once. */
  RESTORE
}
