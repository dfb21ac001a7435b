package hma.signing;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A real server on loopback that answers as a router, a liar or nobody would. */
final class ImpostorServer {
  private final AtomicInteger requests = new AtomicInteger();
  private final HttpServer http;

  ImpostorServer(Vertx vertx, Handler<HttpServerRequest> answer) throws Exception {
    http =
        vertx
            .createHttpServer()
            .requestHandler(request -> {
              requests.incrementAndGet();
              answer.handle(request);
            })
            .listen(0, "127.0.0.1")
            .await(10, TimeUnit.SECONDS);
  }

  /** Signs an answer as the peer would, but sends another body. */
  static void answer(HttpServerRequest request, SigningKey key, Buffer signed, Buffer sent) {
    answer(request.response(), key, signatureOf(request), signed).end(sent);
  }

  static HttpServerResponse answer(
      HttpServerResponse response, SigningKey key, SignatureFields request, Buffer signed) {
    ResponseHead head = new ResponseHead(200, "text/plain", ContentDigest.of(signed));
    SignatureFields fields = new MessageSigner(() -> Fixtures.NOW).sign(head, request, key);
    return response
        .putHeader("content-type", head.contentType())
        .putHeader("content-digest", head.contentDigest())
        .putHeader("signature-input", fields.input())
        .putHeader("signature", fields.signature());
  }

  static SignatureFields signatureOf(HttpServerRequest request) {
    return new SignatureFields(
        request.getHeader("signature-input"), request.getHeader("signature"));
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + http.actualPort());
  }

  int requests() {
    return requests.get();
  }
}
