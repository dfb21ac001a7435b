package hma.signing;

/**
 * Something answered, but not verifiably the peer: a router's error page, a peer that refused the
 * signature, or someone in between. Whether the request took effect is unknown: ask.
 */
public final class UnsignedResponse extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Hints hints;

  /**
   * What else is to be seen.
   *
   * @param signed whether it bore a signature, which did not hold
   * @param tooEarly whether it says that the request was signed before the start of who refuses it
   */
  record Hints(boolean signed, boolean tooEarly) {}

  UnsignedResponse(SignedCall call, String authority, int status, Hints hints, String flaw) {
    super(
        "the answer %d of %s to %s is not to be trusted (%s)%s"
            .formatted(status, authority, call.method(), flaw, remedy(status)));
    this.status = status;
    this.hints = hints;
  }

  /** The answer's status: a hint for people, not to be acted upon. */
  public int status() {
    return status;
  }

  /** Whether it bore a signature, which did not hold. */
  public boolean signed() {
    return hints.signed();
  }

  /**
   * Whether it says that the request was signed before the start of who refuses it: by a clock that
   * is behind, or just then. That may be acted upon only by trying for longer.
   */
  public boolean tooEarly() {
    return hints.tooEarly();
  }

  private static String remedy(int status) {
    return switch (status) {
      case 401 -> ": compare HMA_SHARED_KEY of both apps and the clocks of both sides";
      case 404 -> ": check that the address is the agent's web_url";
      case 503 -> ": the app is starting, stopped or too slow; ask again";
      default -> ": whether the request took effect is unknown, ask again";
    };
  }
}
