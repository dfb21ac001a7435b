package hma.signing;

import io.vertx.core.MultiMap;
import java.util.Optional;

/** Decides whether an answer comes from the peer and answers this very request. */
final class ResponseVerifier {
  private final SigningKeys keys;

  ResponseVerifier(SigningKeys keys) {
    this.keys = keys;
  }

  /**
   * Checks an answer's head; the body has to have the digest of the head that is returned.
   *
   * @param status the answer's status
   * @param headers the answer's fields as received
   * @param request how the request was signed
   * @return empty when the answer is not signed, or not as an answer to this request
   */
  Optional<ResponseHead> verify(int status, MultiMap headers, SignatureFields request) {
    Optional<String> contentType = RequestVerifier.single(headers, "content-type");
    Optional<String> contentDigest = RequestVerifier.single(headers, "content-digest");
    Optional<String> input = RequestVerifier.single(headers, SignatureFields.INPUT);
    Optional<String> signature = RequestVerifier.single(headers, SignatureFields.SIGNATURE);
    if (contentType.isEmpty()
        || contentDigest.isEmpty()
        || input.isEmpty()
        || signature.isEmpty()
        || headers.contains("content-encoding")) {
      return Optional.empty();
    }
    ResponseHead head = new ResponseHead(status, contentType.get(), contentDigest.get());
    SignatureFields fields = new SignatureFields(input.get(), signature.get());
    return isSigned(head, fields, request) ? Optional.of(head) : Optional.empty();
  }

  private boolean isSigned(ResponseHead head, SignatureFields fields, SignatureFields request) {
    Optional<ResponseParameters> parameters = ResponseParameters.parse(fields.input());
    Optional<SigningKey> key = parameters.flatMap(given -> keys.httpKey(given.keyId()));
    if (parameters.isEmpty() || key.isEmpty()) {
      return false;
    }
    return fields.hasSignature(head.base(request, parameters.get()).signatureField(key.get()));
  }
}
