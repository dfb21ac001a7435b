package hma.signing;

import hma.protocol.Problem;

/**
 * Why a request was not taken. The peer is told the problem only, the reason is for the log.
 *
 * <p>None of these answers is signed: until the whole request is verified and its nonce taken, the
 * same bytes may still be delivered and take effect, and a signed refusal would promise that they
 * will not.
 */
enum Refusal {
  NOT_HTTP_1_1,
  MISSING_OR_DOUBLED_FIELD,
  ENCODED,
  MALFORMED,
  UNKNOWN_KEY,
  WRONG_SIGNATURE,
  WRONG_VALIDITY,
  FROM_THE_FUTURE,
  EXPIRED,
  CREATED_BEFORE_START,
  WRONG_DIGEST,
  REPLAYED,
  BODY_TOO_LARGE,
  BODY_TOO_SLOW,
  BUSY,
  NOT_HTTPS;

  /** The usual one. */
  static final String CHALLENGE = "Signature";

  /** Of what was signed before the start of who refuses it, by the clock of who signed it. */
  static final String TOO_EARLY = CHALLENGE + " error=\"created_before_start\"";

  /** Whether any stranger's browser or scanner causes it, so that it is not worth a warning. */
  boolean isNoise() {
    return this == NOT_HTTP_1_1 || this == MISSING_OR_DOUBLED_FIELD || this == NOT_HTTPS;
  }

  /**
   * What a 401 asks for. It may say that it is only too early; that is a hint, like all that is
   * unsigned.
   */
  String challenge() {
    return this == CREATED_BEFORE_START ? TOO_EARLY : CHALLENGE;
  }

  /** What the peer is told. */
  Problem problem() {
    return switch (this) {
      case NOT_HTTP_1_1,
          MISSING_OR_DOUBLED_FIELD,
          ENCODED,
          MALFORMED,
          UNKNOWN_KEY,
          WRONG_SIGNATURE,
          WRONG_VALIDITY,
          FROM_THE_FUTURE,
          EXPIRED,
          CREATED_BEFORE_START,
          WRONG_DIGEST,
          REPLAYED ->
          new Problem(
              401,
              "signature-refused",
              "Signature refused",
              "Sign with the shared key of both apps and a clock that is right.",
              false);
      case BODY_TOO_LARGE ->
          new Problem(413, "body-too-large", "Body too large", "Send a shorter body.", false);
      case BODY_TOO_SLOW ->
          new Problem(408, "body-too-slow", "Body too slow", "Send the request again.", true);
      case BUSY ->
          new Problem(503, "busy", "Too many requests", "Send it again in a minute.", true);
      case NOT_HTTPS ->
          new Problem(403, "https-required", "HTTPS required", "Use the https address.", false);
    };
  }
}
