package hma.master.switchover;

/** A step of a switchover failed. */
public final class StepFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The awaited failure has no frame of its caller, so the step's name leads the message. */
  StepFailed(String step, Throwable cause) {
    super(step + ": " + cause.getMessage(), cause);
  }
}
