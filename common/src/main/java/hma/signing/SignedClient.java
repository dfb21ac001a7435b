package hma.signing;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * Sends signed requests to one peer and takes only answers that the peer has signed for them. Safe
 * for use by many threads; calls are made on the caller's context, where it has one.
 *
 * <p>Redirects are not followed and nothing is repeated by itself. Connections are kept for 30 s:
 * Heroku's router closes idle ones after a minute.
 */
public final class SignedClient {
  private static final int KEEP_ALIVE_SECONDS = 30;
  private static final int CONNECT_TIMEOUT_MILLIS = 10_000;
  private static final int CONNECTIONS = 6;
  private static final int LARGEST_READ = 64 * 1024;

  private final Vertx vertx;
  private final PeerAddress peer;
  private final SigningKey key;
  private final MessageSigner signer;
  private final ResponseVerifier verifier;
  private final HttpClientAgent http;
  private final Consumer<UnsignedResponse> whenDistrusted;

  /**
   * A client for one peer.
   *
   * @param base the peer's address without a path, as an app's {@code web_url}
   * @param keys requests are signed with the current key, answers may be with either
   * @param clock the time that signatures carry
   * @throws IllegalArgumentException when the address is not https, loopback aside
   */
  public SignedClient(Vertx vertx, URI base, SigningKeys keys, InstantSource clock) {
    this(vertx, base, keys, clock, distrusted -> {});
  }

  /**
   * As {@link #SignedClient(Vertx, URI, SigningKeys, InstantSource)}, for one who wants to know.
   *
   * @param whenDistrusted is told of every answer that is not to be trusted; it returns at once and
   *     throws nothing
   */
  public SignedClient(
      Vertx vertx,
      URI base,
      SigningKeys keys,
      InstantSource clock,
      Consumer<UnsignedResponse> whenDistrusted) {
    this.whenDistrusted = whenDistrusted;
    this.vertx = vertx;
    this.peer = PeerAddress.of(base);
    this.key = keys.http();
    this.signer = new MessageSigner(clock);
    this.verifier = new ResponseVerifier(keys);
    this.http =
        vertx.createHttpClient(options(peer), new PoolOptions().setHttp1MaxSize(CONNECTIONS));
  }

  /**
   * Signs and sends a request.
   *
   * @return the signed answer, whatever its status; fails with {@link UnsignedResponse} or {@link
   *     PeerUnreachable}, and in both cases it is unknown whether the request took effect
   */
  public Future<SignedResponse> send(SignedCall call) {
    RequestHead head =
        new RequestHead(
            call.method().name(),
            peer.authority(),
            call.pathAndQuery(),
            call.contentType(),
            ContentDigest.of(call.body()));
    SignatureFields signature = signer.sign(head, key);
    return new Exchange(vertx, peer, call, signature, verifier)
        .over(http, options(call, head, signature))
        .onFailure(this::tell);
  }

  private void tell(Throwable failure) {
    if (failure instanceof UnsignedResponse distrusted) {
      whenDistrusted.accept(distrusted);
    }
  }

  /** Closes the connections; calls under way fail. */
  public Future<Void> close() {
    return http.close();
  }

  private RequestOptions options(SignedCall call, RequestHead head, SignatureFields signature) {
    return new RequestOptions()
        .setMethod(call.method())
        .setHost(peer.host())
        .setPort(peer.port())
        .setSsl(peer.tls())
        .setURI(call.pathAndQuery())
        .setFollowRedirects(false)
        .putHeader("host", head.authority())
        .putHeader("content-type", head.contentType())
        .putHeader("content-digest", head.contentDigest())
        .putHeader(SignatureFields.INPUT, signature.input())
        .putHeader(SignatureFields.SIGNATURE, signature.signature());
  }

  private static HttpClientOptions options(PeerAddress peer) {
    return new HttpClientOptions()
        .setProtocolVersion(HttpVersion.HTTP_1_1)
        .setMaxChunkSize(LARGEST_READ)
        .setSsl(peer.tls())
        .setVerifyHost(true)
        .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
        .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
        .setTcpKeepAlive(true)
        .setDecompressionSupported(false);
  }
}
