package hma.sync;

/** Both sides do not hold the same: the switchover goes back. */
public final class NotEqual extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotEqual(String message) {
    super(message);
  }
}
