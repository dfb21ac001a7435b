package hma.master.api;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events to one client, see the <a
 * href="https://html.spec.whatwg.org/multipage/server-sent-events.html">HTML standard</a>.
 */
final class EventStream {
  static final String MEDIA_TYPE = "text/event-stream";
  private static final String RECONNECT_AFTER = "retry: 2000\n\n";

  private final HttpServerResponse response;

  /** Begins to answer. */
  EventStream(RoutingContext context) {
    this.response = context.response();
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .setChunked(true)
        .write(RECONNECT_AFTER);
  }

  /** The id of the last event that a client got before it lost the line; empty for a new one. */
  static String lastId(RoutingContext context) {
    String sent = context.request().getHeader("Last-Event-ID");
    return sent == null ? "" : sent;
  }

  /** Whether nothing should be written now: the client has not taken what was. */
  boolean isFull() {
    return response.writeQueueFull();
  }

  /**
   * Sends one.
   *
   * @param id null to leave the client's last id as it is
   * @param data in one line
   */
  void send(String type, @Nullable String id, String data) {
    StringBuilder event = new StringBuilder();
    if (id != null) {
      event.append("id: ").append(id).append('\n');
    }
    response.write(
        event
            .append("event: ")
            .append(type)
            .append("\ndata: ")
            .append(data)
            .append("\n\n")
            .toString());
  }

  /** Shows that the line is alive. */
  void comment() {
    response.write(":\n\n");
  }

  void end() {
    response.end();
  }
}
