package hma.master.journal;

/** Another master leads now: this process must not act any more. */
public final class Deposed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Deposed(long term) {
    super("another master has taken over: term %d is no longer the newest".formatted(term));
  }
}
