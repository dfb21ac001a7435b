package hma.master.switchover;

/** A worker does not come up, or not for long. */
final class BootFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BootFailed(String message) {
    super(message);
  }
}
