package hma.master.switchover;

/** A failover may not be, or not like this; its message says what to do instead. */
public final class FailoverRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what to do instead. */
  public FailoverRefused(String message) {
    super(message);
  }
}
