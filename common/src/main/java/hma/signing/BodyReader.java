package hma.signing;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/** Reads one body within limits and digests it on the way; used on its stream's context only. */
final class BodyReader {
  /** What came of reading a body. */
  sealed interface Outcome {
    /**
     * The body, complete.
     *
     * @param contentDigest its {@code Content-Digest}
     */
    record Whole(Buffer body, String contentDigest) implements Outcome {}

    /**
     * More than is kept.
     *
     * @param atEnd whether all of it was read and the connection can be used again
     */
    record TooLarge(boolean atEnd) implements Outcome {}

    /** The time is over. */
    record TooSlow() implements Outcome {}
  }

  private final BodyLimits limits;
  private final Promise<Outcome> outcome = Promise.promise();
  private final ContentDigest digest = new ContentDigest();
  private Buffer body;
  private long received;

  private BodyReader(BodyLimits limits, long expectedLength) {
    this.limits = limits;
    this.body = Buffer.buffer(Math.clamp(expectedLength, 0, limits.kept()));
  }

  /**
   * Reads a stream to its end, or until a limit is reached.
   *
   * @param headers of the body's message
   * @return fails when the stream does: its peer has gone
   */
  static Future<Outcome> read(
      Vertx vertx, ReadStream<Buffer> stream, MultiMap headers, BodyLimits limits) {
    BodyReader reader = new BodyReader(limits, declaredLength(headers));
    long timer =
        vertx.setTimer(
            limits.time().toMillis(), id -> reader.outcome.tryComplete(new Outcome.TooSlow()));
    stream
        .exceptionHandler(reader.outcome::tryFail)
        .handler(reader::take)
        .endHandler(end -> reader.end());
    return reader.outcome.future().onComplete(done -> vertx.cancelTimer(timer));
  }

  private static long declaredLength(MultiMap headers) {
    String length = headers.get("content-length");
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException malformed) {
      return 0;
    }
  }

  private void take(Buffer piece) {
    received += piece.length();
    if (received <= limits.kept()) {
      digest.update(piece);
      body.appendBuffer(piece);
      return;
    }
    body = Buffer.buffer();
    if (received > limits.drained()) {
      outcome.tryComplete(new Outcome.TooLarge(false));
    }
  }

  private void end() {
    outcome.tryComplete(
        received <= limits.kept()
            ? new Outcome.Whole(body, digest.field())
            : new Outcome.TooLarge(true));
  }
}
