package hma.master.switchover;

/**
 * Is told of every step of every switchover, on the thread that takes it: it may block, and what it
 * throws ends the step as a failure of its own.
 */
@FunctionalInterface
public interface StepListener {
  /** Nobody listens. */
  StepListener NONE = (switchover, step, moment) -> {};

  /** Where a process can die, as far as the journal can tell. */
  enum Moment {
    /** In the journal as begun, and nothing of it is done. */
    BEGUN,
    /** Done, and in the journal as begun. */
    EFFECT,
    /** Done, and in the journal as done: as it is before the next one. */
    AFTER
  }

  /**
   * A step has come to this moment.
   *
   * @param switchover its id
   */
  void at(String switchover, Step step, Moment moment);
}
