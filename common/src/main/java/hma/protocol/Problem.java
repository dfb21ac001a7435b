package hma.protocol;

/**
 * An error as it travels: <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a> problem
 * details, as {@code application/problem+json}.
 *
 * @param status the HTTP status, 400 to 599
 * @param code a stable name for programs, as in {@code stale-term}; rendered as {@code code} and as
 *     the end of {@code type}
 * @param title one short sentence, the same for every occurrence of the code
 * @param detail what happened this time: the thing, the value and the remedy, never a secret
 * @param retryable whether the same request may succeed later
 */
public record Problem(int status, String code, String title, String detail, boolean retryable) {
  /** The media type of a problem. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** As an exception, to be rendered by {@code hma.service} or thrown by a client. */
  public ProblemException asException() {
    return new ProblemException(this);
  }
}
