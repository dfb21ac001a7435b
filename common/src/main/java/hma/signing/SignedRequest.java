package hma.signing;

import hma.signing.RequestVerifier.Verdict;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * A request that was verified by {@link SignedRoutes}. Signed are its method, authority, path,
 * query, content type and body; other header fields are not, and nothing may be decided by them.
 */
public final class SignedRequest {
  private static final String KEY = SignedRequest.class.getName();

  private final Verdict.Authentic head;
  private final Buffer body;
  private final MessageSigner signer;

  SignedRequest(Verdict.Authentic head, Buffer body, MessageSigner signer) {
    this.head = head;
    this.body = body;
    this.signer = signer;
  }

  /**
   * The verified request of a route behind {@link SignedRoutes}.
   *
   * @throws IllegalStateException when the route is not behind it
   */
  public static SignedRequest from(RoutingContext context) {
    return find(context)
        .orElseThrow(() ->
            new IllegalStateException(
                "this route takes unsigned requests: put it behind SignedRoutes"));
  }

  /** The verified request, for a renderer that also answers unsigned ones. */
  public static Optional<SignedRequest> find(RoutingContext context) {
    return Optional.ofNullable(context.get(KEY));
  }

  /** The body, complete and as it was signed; may be empty. */
  public Buffer body() {
    return body;
  }

  /** The content type that was signed. */
  public String contentType() {
    return head.contentType();
  }

  /** The {@link SigningKey#id} of the key it was signed with. */
  public String keyId() {
    return head.key().id();
  }

  void putInto(RoutingContext context) {
    context.put(KEY, this);
  }

  SignatureFields signAnswer(ResponseHead answer) {
    return signer.sign(answer, head.fields(), head.key());
  }
}
