package hma.signing;

import hma.signing.SignatureBase.Component;
import java.util.List;

/**
 * What a response's signature covers besides the signature of its request.
 *
 * @param status 200 to 599
 * @param contentType the {@code Content-Type} field
 * @param contentDigest the {@code Content-Digest} field
 */
record ResponseHead(int status, String contentType, String contentDigest) {
  SignatureBase base(SignatureFields request, ResponseParameters parameters) {
    return new SignatureBase(
        List.of(
            new Component("\"@status\"", Integer.toString(status)),
            new Component("\"content-digest\"", contentDigest),
            new Component("\"content-type\"", contentType),
            new Component("\"signature\";req;key=\"hma\"", request.member())),
        parameters.serialized());
  }
}
