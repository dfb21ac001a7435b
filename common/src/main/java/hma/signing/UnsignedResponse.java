package hma.signing;

/**
 * Something answered, but not verifiably the peer: a router's error page, a peer that refused the
 * signature, or someone in between. Whether the request took effect is unknown: ask.
 */
public final class UnsignedResponse extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final boolean signed;

  UnsignedResponse(SignedCall call, String authority, int status, boolean signed, String flaw) {
    super(
        "the answer %d of %s to %s is not to be trusted (%s)%s"
            .formatted(status, authority, call.method(), flaw, remedy(status)));
    this.status = status;
    this.signed = signed;
  }

  /** The answer's status: a hint for people, not to be acted upon. */
  public int status() {
    return status;
  }

  /** Whether it bore a signature, which did not hold. */
  public boolean signed() {
    return signed;
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
