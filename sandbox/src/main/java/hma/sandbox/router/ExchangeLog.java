package hma.sandbox.router;

import hma.sandbox.dyno.AppLog;
import io.vertx.core.http.HttpServerRequest;

/** The router's lines in an app's log about one request. */
final class ExchangeLog {
  private final AppLog log;
  private final HttpServerRequest request;
  private final String requestId;
  private final long begun = System.nanoTime();

  ExchangeLog(AppLog log, HttpServerRequest request, String requestId) {
    this.log = log;
    this.request = request;
    this.requestId = requestId;
  }

  void write(RouterError error, int status, String dyno) {
    log.fromHeroku(
        "router",
        "at=error code=%s desc=\"%s\" method=%s path=\"%s\" request_id=%s dyno=%s service=%dms status=%d"
            .formatted(
                error,
                error.description(),
                request.method(),
                request.path(),
                requestId,
                dyno,
                (System.nanoTime() - begun) / 1_000_000,
                status));
  }
}
