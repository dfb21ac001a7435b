package hma.sandbox.router;

import hma.sandbox.dyno.Dyno;
import hma.sandbox.faults.RouterFault;
import hma.sandbox.faults.RouterFault.Code;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to a dyno and one answer on its way back. All of it runs on the event loop
 * of the client's connection; at most a few buffers are held in either direction.
 */
final class Exchange {
  private static final long BOOT_GLANCE_MILLIS = 50;
  private static final long LINGER_MILLIS = 1_000;

  /** As Heroku's: what a dyno has sent, its client has not received yet. */
  private static final int ANSWER_BUFFER = 1024 * 1024;

  private enum Phase {
    HELD,
    SENDING,
    WAITING,
    ANSWERING,
    ENDED
  }

  private final Vertx vertx;
  private final HttpClient client;
  private final RoutedApp app;
  private final RouterLimits limits;
  private final HttpServerRequest request;
  private final String requestId;
  private final ExchangeLog log;
  private final Promise<Void> ended = Promise.promise();
  private final long begun = System.nanoTime();

  private Phase phase = Phase.HELD;
  private long lastByte = begun;
  private long timer;
  private String dynoName = "";
  private Optional<RouterFault.Blow> fault = Optional.empty();
  private @Nullable HttpClientRequest forwarded;

  Exchange(
      Vertx vertx,
      HttpClient client,
      RoutedApp app,
      RouterLimits limits,
      HttpServerRequest request) {
    this.vertx = vertx;
    this.client = client;
    this.app = app;
    this.limits = limits;
    this.request = request;
    this.requestId = ForwardedHeaders.requestId(request.headers());
    this.log = new ExchangeLog(app.log(), request, requestId);
  }

  /** Completes when the answer was sent or given up. */
  Future<Void> ended() {
    return ended.future();
  }

  void begin() {
    request.pause();
    request.response().closeHandler(closed -> clientLeft());
    request.exceptionHandler(broken -> clientLeft());
    if (app.maintenance().getAsBoolean()) {
      refuse(RouterError.H80);
      return;
    }
    String path = Objects.requireNonNullElse(request.path(), "");
    fault = app.faults().now().ofRouter(app.name(), request.method().name(), path);
    fault.filter(blow -> !blow.code().reachesDyno()).ifPresentOrElse(this::strike, this::findDyno);
  }

  private void strike(RouterFault.Blow blow) {
    vertx.setTimer(
        Math.max(1, blow.delay().toMillis()),
        over -> refuse(RouterError.valueOf(blow.code().name())));
  }

  private void findDyno() {
    if (phase == Phase.ENDED) {
      return;
    }
    WebDynos dynos = WebDynos.of(app.formation());
    if (dynos.up().isPresent()) {
      connect(dynos.up().get());
    } else if (dynos.none().isPresent()) {
      refuse(dynos.none().get());
    } else if (System.nanoTime() - begun > limits.bootHold().toNanos()) {
      refuse(RouterError.H20);
    } else {
      timer = vertx.setTimer(BOOT_GLANCE_MILLIS, again -> findDyno());
    }
  }

  private void connect(Dyno dyno) {
    dynoName = dyno.plan().name();
    RequestOptions options =
        new RequestOptions()
            .setMethod(request.method())
            .setURI(request.uri())
            .setServer(SocketAddress.inetSocketAddress(dyno.port(), "127.0.0.1"));
    client
        .request(options)
        .onSuccess(this::forward)
        .onFailure(failure ->
            refuse(failure instanceof ConnectException ? RouterError.H21 : RouterError.H19));
  }

  private void forward(HttpClientRequest toDyno) {
    if (phase == Phase.ENDED) {
      toDyno.reset();
      return;
    }
    forwarded = toDyno;
    HopByHop.copyOthers(request.headers(), toDyno.headers());
    ForwardedHeaders.add(request, requestId, toDyno.headers());
    if (request.headers().contains("transfer-encoding")) {
      toDyno.setChunked(true);
    }
    toDyno.exceptionHandler(broken -> dynoLeft());
    toDyno.response().onSuccess(this::answer).onFailure(failure -> dynoLeft());
    enter(Phase.SENDING);
    request.endHandler(end -> {
      if (phase == Phase.SENDING) {
        enter(Phase.WAITING);
        toDyno.end();
      }
    });
    copy(request, toDyno);
    request.resume();
  }

  private void answer(HttpClientResponse fromDyno) {
    fromDyno.exceptionHandler(broken -> dynoLeft());
    if (phase == Phase.ENDED) {
      return;
    }
    if (phase == Phase.SENDING) {
      refuse(RouterError.H18);
      return;
    }
    if (fault.filter(blow -> blow.code() != Code.H18 || !hasBody(fromDyno)).isPresent()) {
      strike(fault.get());
      return;
    }
    enter(Phase.ANSWERING);
    HttpServerResponse response = request.response().setWriteQueueMaxSize(ANSWER_BUFFER);
    response.setStatusCode(fromDyno.statusCode()).setStatusMessage(fromDyno.statusMessage());
    HopByHop.copyOthers(fromDyno.headers(), response.headers());
    response.headers().add("Via", "1.1 heroku-router");
    if (hasBody(fromDyno) && !response.headers().contains("content-length")) {
      response.setChunked(true);
    }
    fromDyno.endHandler(end -> {
      if (phase == Phase.ANSWERING) {
        response.end();
        finish();
      }
    });
    copy(fromDyno, response);
  }

  private boolean hasBody(HttpClientResponse fromDyno) {
    int status = fromDyno.statusCode();
    return !request.method().equals(HttpMethod.HEAD)
        && status >= 200
        && status != 204
        && status != 304;
  }

  private void copy(ReadStream<Buffer> from, WriteStream<Buffer> to) {
    from.handler(chunk -> {
      lastByte = System.nanoTime();
      if (phase == Phase.ENDED) {
        return;
      }
      if (phase == Phase.ANSWERING && fault.isPresent()) {
        to.write(chunk.slice(0, chunk.length() / 2));
        breakOff(RouterError.H18);
        return;
      }
      to.write(chunk);
      if (to.writeQueueFull()) {
        from.pause();
        to.drainHandler(drained -> from.resume());
      }
    });
  }

  private void enter(Phase next) {
    phase = next;
    lastByte = System.nanoTime();
    vertx.cancelTimer(timer);
    watch();
  }

  private void watch() {
    Duration limit = phase == Phase.WAITING ? limits.firstByte() : limits.idle();
    long left = limit.toNanos() - (System.nanoTime() - lastByte);
    if (left > 0) {
      timer = vertx.setTimer(Math.max(1, left / 1_000_000), again -> watch());
      return;
    }
    switch (phase) {
      case SENDING -> refuse(RouterError.H28);
      case WAITING -> refuse(RouterError.H12);
      case ANSWERING -> breakOff(RouterError.H15);
      case HELD, ENDED -> {}
    }
  }

  private void dynoLeft() {
    switch (phase) {
      case SENDING, WAITING -> refuse(RouterError.H13);
      case ANSWERING -> breakOff(RouterError.H18);
      case HELD, ENDED -> {}
    }
  }

  private void clientLeft() {
    if (phase != Phase.ENDED) {
      log.write(RouterError.H27, 499, dynoName);
      finish();
      dropDyno();
    }
  }

  /** Answers with an error page; the rest of the request is read and dropped, for a moment. */
  private void refuse(RouterError error) {
    if (phase == Phase.ENDED) {
      return;
    }
    log.write(error, 503, dynoName);
    boolean complete = request.isEnded() || phase == Phase.WAITING;
    finish();
    dropDyno();
    HttpServerResponse response =
        request
            .response()
            .setStatusCode(503)
            .putHeader("Content-Type", "text/html; charset=utf-8")
            .putHeader("Cache-Control", "no-cache, no-store");
    if (!complete) {
      response.putHeader("Connection", "close");
      request.handler(dropped -> {});
      request.resume();
      vertx.setTimer(LINGER_MILLIS, over -> request.connection().close());
    }
    response.end(error.page());
  }

  private void breakOff(RouterError error) {
    log.write(error, request.response().getStatusCode(), dynoName);
    finish();
    dropDyno();
    request.connection().close();
  }

  private void dropDyno() {
    if (forwarded != null) {
      forwarded.reset();
    }
  }

  private void finish() {
    phase = Phase.ENDED;
    vertx.cancelTimer(timer);
    ended.tryComplete();
  }
}
