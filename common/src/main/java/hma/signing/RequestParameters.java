package hma.signing;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The parameters of a request's signature.
 *
 * <p>There is one way to write them: {@link #parse} takes a field only if it is, letter by letter,
 * what {@link #field} makes of the parsed values. So exactly one label, exactly the covered
 * components in their order, no unknown, doubled or missing parameter, and no {@code alg}: the key
 * decides the algorithm (RFC 9421, section 7.3.6).
 *
 * @param created when it was signed, in seconds since 1970
 * @param expires from when it is no longer valid, in seconds since 1970
 * @param nonce 32 hexadecimal digits, never used twice
 * @param keyId the {@link SigningKey#id} of its key
 */
record RequestParameters(long created, long expires, String nonce, String keyId) {
  private static final String COVERED =
      "(\"@method\" \"@authority\" \"@path\" \"@query\" \"content-type\" \"content-digest\")";
  private static final Pattern NONCE = Pattern.compile("[0-9a-f]{32}");

  static Optional<RequestParameters> parse(String field) {
    return SignatureInput.parse(field)
        .flatMap(RequestParameters::from)
        .filter(parameters -> parameters.field().equals(field));
  }

  private static Optional<RequestParameters> from(SignatureInput input) {
    Optional<Long> created = input.integer("created");
    Optional<Long> expires = input.integer("expires");
    Optional<String> nonce = input.string("nonce").filter(text -> NONCE.matcher(text).matches());
    Optional<String> keyId = input.string("keyid");
    if (created.isEmpty() || expires.isEmpty() || nonce.isEmpty() || keyId.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new RequestParameters(created.get(), expires.get(), nonce.get(), keyId.get()));
  }

  String field() {
    return SignatureBase.LABEL + "=" + serialized();
  }

  String serialized() {
    return COVERED
        + ";created="
        + created
        + ";expires="
        + expires
        + ";nonce=\""
        + nonce
        + "\";keyid=\""
        + keyId
        + "\";tag=\"hma-request\"";
  }
}
