package hma.master.switchover;

/** Something stands against a switchover; the message names it and the remedy. */
public final class UnfitForSwitchover extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnfitForSwitchover(String message) {
    super(message);
  }
}
