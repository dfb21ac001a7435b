package hma.master.switchover;

/** A look at both sides ends early: a switchover begins, or the service stops. */
public final class CalledOff extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CalledOff() {
    super("a switchover began, or the service stops: ask again afterwards");
  }
}
