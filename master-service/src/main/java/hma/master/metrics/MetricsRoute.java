package hma.master.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code GET /metrics}: what is known, in the format that is asked for. Anybody may ask, as often
 * as he likes: so it is put together once a second at most.
 */
final class MetricsRoute implements Handler<RoutingContext> {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";
  private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

  private final PrometheusMeterRegistry registry;
  private final Map<String, Page> pages = new ConcurrentHashMap<>();

  MetricsRoute(PrometheusMeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void handle(RoutingContext context) {
    String format = format(context);
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, format)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .end(page(format));
  }

  /** Whoever asks for neither gets what everybody can read. */
  private static String format(RoutingContext context) {
    return context.parsedHeaders().accept().stream()
        .map(wanted -> wanted.component() + "/" + wanted.subComponent())
        .<String>mapMulti((wanted, formats) -> {
          switch (wanted) {
            case "application/openmetrics-text" -> formats.accept(OPEN_METRICS);
            case "text/plain", "text/*", "*/*" -> formats.accept(TEXT);
            default -> {
              // Not ours to offer.
            }
          }
        })
        .findFirst()
        .orElse(TEXT);
  }

  private String page(String format) {
    return pages
        .compute(
            format,
            (asked, last) -> last != null && last.isFresh() ? last : Page.now(scraped(asked)))
        .text();
  }

  private String scraped(String format) {
    return registry.scrape(format);
  }

  private record Page(String text, long madeAt) {
    static Page now(String text) {
      return new Page(text, System.nanoTime());
    }

    boolean isFresh() {
      return System.nanoTime() - madeAt < FRESH_NANOS;
    }
  }
}
