package hma.master.switchover;

/** Both sides do not hold the same: the switchover goes back. */
final class NotEqual extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotEqual(String message) {
    super(message);
  }
}
