package hma.master.model;

/** What a leading master does. */
enum Way {
  /** Nothing but to look after both workers. */
  IDLE,
  /** From a switchover's first step to its commit. */
  THERE,
  /** Finding out whether it was committed. */
  SETTLING,
  /** After the commit. */
  FORWARD,
  /** After a failure before the commit. */
  BACK
}
