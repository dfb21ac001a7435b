package hma.agent.session;

import io.vertx.core.buffer.Buffer;

/** What an export hands out under one number. */
public sealed interface ExportChunk {
  /** Rows as COPY text, cut anywhere. */
  record Rows(Buffer bytes) implements ExportChunk {}

  /** The end, after which only the end follows. */
  record End(long rows) implements ExportChunk {}
}
