package hma.signing;

import java.util.Optional;

/**
 * The parameters of a response's signature, written in one way only, as {@link RequestParameters}.
 * It needs neither nonce nor expiry: it covers the request's signature, and with it the request's
 * nonce, so that it answers one request only and was made after it.
 *
 * @param created when it was signed, in seconds since 1970: for people; nothing is decided by it
 * @param keyId the {@link SigningKey#id} of its key
 */
record ResponseParameters(long created, String keyId) {
  private static final String COVERED =
      "(\"@status\" \"content-digest\" \"content-type\" \"signature\";req;key=\"hma\")";

  static Optional<ResponseParameters> parse(String field) {
    return SignatureInput.parse(field)
        .flatMap(ResponseParameters::from)
        .filter(parameters -> parameters.field().equals(field));
  }

  private static Optional<ResponseParameters> from(SignatureInput input) {
    return input
        .integer("created")
        .flatMap(
            created -> input.string("keyid").map(keyId -> new ResponseParameters(created, keyId)));
  }

  String field() {
    return SignatureBase.LABEL + "=" + serialized();
  }

  String serialized() {
    return COVERED + ";created=" + created + ";keyid=\"" + keyId + "\";tag=\"hma-response\"";
  }
}
