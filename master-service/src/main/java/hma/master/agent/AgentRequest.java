package hma.master.agent;

import hma.protocol.Message;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;

/** A request that may be sent again and again: it takes effect once. */
record AgentRequest(HttpMethod method, String path, String contentType, Buffer body) {
  private static final String BYTES = "application/octet-stream";

  /** One without a body. */
  static AgentRequest of(HttpMethod method, String path) {
    return new AgentRequest(method, path, BYTES, Buffer.buffer());
  }

  /** One with a record of {@code hma.protocol}. */
  static AgentRequest of(HttpMethod method, String path, Object content) {
    Message message = Message.of(content);
    return new AgentRequest(method, path, message.contentType(), Buffer.buffer(message.bytes()));
  }

  /** One with rows. */
  static AgentRequest ofRows(HttpMethod method, String path, Buffer rows) {
    return new AgentRequest(method, path, BYTES, rows);
  }
}
