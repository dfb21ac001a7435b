package hma.master.api;

/** A token that is not accepted; the message says why and repeats nothing of it. */
final class RefusedToken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RefusedToken(String why) {
    super(why);
  }
}
