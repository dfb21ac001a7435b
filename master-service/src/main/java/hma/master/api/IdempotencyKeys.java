package hma.master.api;

import hma.protocol.Problem;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets a client that got no answer ask again without beginning a second one: what was begun under
 * an {@code Idempotency-Key} is answered as it was. See the <a
 * href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/">draft</a> of
 * the IETF. What was refused is not kept: it may be asked again under the same key.
 */
final class IdempotencyKeys implements Handler<RoutingContext> {
  static final String HEADER = "Idempotency-Key";
  private static final Duration KEPT = Duration.ofHours(24);
  private static final int MOST = 1000;
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
  private static final String ENTRY = "hma.idempotency";

  private final Clock clock;

  /** By path and key, the oldest first. */
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  IdempotencyKeys(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void handle(RoutingContext context) {
    List<String> keys = context.request().headers().getAll(HEADER);
    if (keys.isEmpty()) {
      context.next();
      return;
    }
    if (keys.size() > 1 || !KEY.matcher(keys.getFirst()).matches()) {
      throw Parameters.bad(
          "the header Idempotency-Key must be there once, with 1 to 255 visible characters");
    }
    Entry mine = new Entry(body(context), clock.instant());
    Entry before = claim(context.normalizedPath() + " " + keys.getFirst(), mine, context);
    if (before == null) {
      context.put(ENTRY, mine);
      context.next();
    } else if (!before.body.equals(mine.body)) {
      throw new Problem(
              422,
              "idempotency-key-reused",
              "The key belongs to another request",
              "this Idempotency-Key was sent with another body: take a new key",
              false)
          .asException();
    } else if (before.answer == null) {
      throw new Problem(
              409,
              "idempotency-key-in-use",
              "The same request is being answered",
              "the first request with this Idempotency-Key is not answered yet: ask again",
              true)
          .asException();
    } else {
      before.answer.send(context);
    }
  }

  private static Buffer body(RoutingContext context) {
    Buffer sent = context.body().buffer();
    return sent == null ? Buffer.buffer() : sent;
  }

  private synchronized @Nullable Entry claim(String name, Entry mine, RoutingContext context) {
    Instant oldest = clock.instant().minus(KEPT);
    entries.values().removeIf(entry -> entry.since.isBefore(oldest));
    Entry before = entries.putIfAbsent(name, mine);
    if (before != null) {
      return before;
    }
    context.addEndHandler(ended -> forgetUnlessAnswered(name, mine));
    if (entries.size() > MOST) {
      entries.remove(entries.keySet().iterator().next());
    }
    return null;
  }

  private synchronized void forgetUnlessAnswered(String name, Entry entry) {
    if (entry.answer == null) {
      entries.remove(name, entry);
    }
  }

  /** Keeps what is answered, if the request had a key. */
  static void keep(RoutingContext context, int status, String json) {
    Entry entry = context.get(ENTRY);
    if (entry != null) {
      entry.answer = new Kept(status, context.response().headers().get(HttpHeaders.LOCATION), json);
    }
  }

  /** What came under a key. */
  private static final class Entry {
    private final Buffer body;
    private final Instant since;
    private volatile @Nullable Kept answer;

    private Entry(Buffer body, Instant since) {
      this.body = body;
      this.since = since;
    }
  }

  private record Kept(int status, @Nullable String location, String json) {
    void send(RoutingContext context) {
      if (location != null) {
        context.response().putHeader(HttpHeaders.LOCATION, location);
      }
      ApiJson.send(context, status, json);
    }
  }
}
