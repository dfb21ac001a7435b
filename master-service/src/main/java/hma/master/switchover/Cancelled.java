package hma.master.switchover;

/** Somebody called the switchover off. */
final class Cancelled extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Cancelled() {
    super("cancelled on request");
  }
}
