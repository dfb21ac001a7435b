package hma.signing;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether a request is taken, in two steps: the head before the body is read, the digest
 * and the nonce after it. Safe for use by many threads.
 *
 * <p>With a skew of 60 s between the clocks a request is taken from 60 s before its {@code created}
 * to 60 s after its {@code expires}, and these two lie at most 60 s apart.
 */
final class RequestVerifier {
  static final Duration SKEW = Duration.ofSeconds(60);
  static final Duration LONGEST_VALIDITY = Duration.ofSeconds(60);

  private final SigningKeys keys;
  private final ReplayGuard guard;
  private final InstantSource clock;

  RequestVerifier(SigningKeys keys, ReplayGuard guard, InstantSource clock) {
    this.keys = keys;
    this.guard = guard;
    this.clock = clock;
  }

  /** What the head of a request is worth. */
  sealed interface Verdict {
    /**
     * Signed by the peer, and so far not seen; the body is still to be checked.
     *
     * @param key the key it is signed with
     * @param contentDigest what the body has to have
     */
    record Authentic(
        SigningKey key,
        RequestParameters parameters,
        SignatureFields fields,
        String contentType,
        String contentDigest)
        implements Verdict {}

    /** Not taken. */
    record Refused(Refusal reason) implements Verdict {}
  }

  /**
   * Checks a head.
   *
   * @param method as received
   * @param target as received, in origin form
   * @param headers as received
   */
  Verdict verifyHead(String method, String target, MultiMap headers) {
    Optional<RequestHead> head = head(method, target, headers);
    Optional<String> input = single(headers, SignatureFields.INPUT);
    Optional<String> signature = single(headers, SignatureFields.SIGNATURE);
    if (head.isEmpty() || input.isEmpty() || signature.isEmpty()) {
      return new Verdict.Refused(Refusal.MISSING_OR_DOUBLED_FIELD);
    }
    if (headers.contains("content-encoding")) {
      return new Verdict.Refused(Refusal.ENCODED);
    }
    return verify(head.get(), new SignatureFields(input.get(), signature.get()));
  }

  /**
   * Checks the body's digest and takes the nonce.
   *
   * @param contentDigest the body's digest as it was received
   * @return why the request is not taken, or nothing when it is
   */
  Optional<Refusal> admit(Verdict.Authentic head, String contentDigest) {
    if (!head.contentDigest().equals(contentDigest)) {
      return Optional.of(Refusal.WRONG_DIGEST);
    }
    RequestParameters parameters = head.parameters();
    return switch (guard.admit(parameters.nonce(), lastSecond(parameters))) {
      case ADMITTED -> Optional.empty();
      case REPLAYED -> Optional.of(Refusal.REPLAYED);
      case EXPIRED -> Optional.of(Refusal.EXPIRED);
      case BUSY -> Optional.of(Refusal.BUSY);
    };
  }

  private Verdict verify(RequestHead head, SignatureFields fields) {
    Optional<RequestParameters> parsed = RequestParameters.parse(fields.input());
    if (parsed.isEmpty() || !head.isWellFormed()) {
      return new Verdict.Refused(Refusal.MALFORMED);
    }
    RequestParameters parameters = parsed.get();
    Optional<SigningKey> key = keys.httpKey(parameters.keyId());
    if (key.isEmpty()) {
      return new Verdict.Refused(Refusal.UNKNOWN_KEY);
    }
    if (!fields.hasSignature(head.base(parameters).signatureField(key.get()))) {
      return new Verdict.Refused(Refusal.WRONG_SIGNATURE);
    }
    return refusalOf(parameters)
        .<Verdict>map(Verdict.Refused::new)
        .orElseGet(() ->
            new Verdict.Authentic(
                key.get(), parameters, fields, head.contentType(), head.contentDigest()));
  }

  private Optional<Refusal> refusalOf(RequestParameters parameters) {
    long now = clock.instant().getEpochSecond();
    long validity = parameters.expires() - parameters.created();
    if (validity < 1 || validity > LONGEST_VALIDITY.toSeconds()) {
      return Optional.of(Refusal.WRONG_VALIDITY);
    }
    if (parameters.created() > now + SKEW.toSeconds()) {
      return Optional.of(Refusal.FROM_THE_FUTURE);
    }
    if (lastSecond(parameters) < now) {
      return Optional.of(Refusal.EXPIRED);
    }
    if (guard.isBeforeStart(parameters.created())) {
      return Optional.of(Refusal.CREATED_BEFORE_START);
    }
    return guard.hasSeen(parameters.nonce()) ? Optional.of(Refusal.REPLAYED) : Optional.empty();
  }

  private static long lastSecond(RequestParameters parameters) {
    return parameters.expires() + SKEW.toSeconds();
  }

  private static Optional<RequestHead> head(String method, String target, MultiMap headers) {
    Optional<String> host = single(headers, "host");
    Optional<String> contentType = single(headers, "content-type");
    Optional<String> contentDigest = single(headers, "content-digest");
    if (host.isEmpty() || contentType.isEmpty() || contentDigest.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new RequestHead(method, host.get(), target, contentType.get(), contentDigest.get()));
  }

  static Optional<String> single(MultiMap headers, String name) {
    List<String> values = headers.getAll(name);
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }
}
