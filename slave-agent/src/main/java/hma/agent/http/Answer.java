package hma.agent.http;

import io.vertx.core.buffer.Buffer;

/** What a signed request is answered. */
sealed interface Answer {
  /** It is done: 200 with a record of {@code hma.protocol}. */
  record Done(Object content) implements Answer {}

  /** It is under way, to be asked for again: 202. */
  record Pending() implements Answer {}

  /** Rows: 200 with bytes. */
  record Rows(Buffer bytes) implements Answer {}
}
