package hma.master.journal;

/** Another master leads now: this process must not act any more. */
public final class Deposed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long term;

  Deposed(long term) {
    super("another master has taken over: term %d is no longer the newest".formatted(term));
    this.term = term;
  }

  /** The term that is over. */
  public long term() {
    return term;
  }
}
