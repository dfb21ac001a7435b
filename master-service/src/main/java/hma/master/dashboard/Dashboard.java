package hma.master.dashboard;

import hma.service.SecurityHeaders;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/**
 * The page at {@code /}: static files of this jar, which no other site may frame and which may load
 * nothing from elsewhere.
 */
public final class Dashboard {
  static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final List<String> SCRIPTS = List.of("dashboard.js", "parts.js", "pictures.js");

  private Dashboard() {}

  /** Adds the page and what it loads. */
  public static void mount(Router router) {
    file(router, "/", "index.html", "text/html; charset=utf-8");
    SCRIPTS.forEach(script -> file(router, "/" + script, script, "text/javascript; charset=utf-8"));
    mountStyle(router);
    file(router, "/favicon.svg", "favicon.svg", "image/svg+xml");
  }

  static void mountStyle(Router router) {
    file(router, "/dashboard.css", "dashboard.css", "text/css; charset=utf-8");
  }

  private static void file(Router router, String path, String name, String type) {
    Buffer content = read(name);
    router.get(path).handler(context -> answer(context, content, type));
  }

  private static void answer(RoutingContext context, Buffer content, String type) {
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, type)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
        .putHeader(SecurityHeaders.POLICY, POLICY)
        .end(content);
  }

  private static Buffer read(String name) {
    try (InputStream resource = Dashboard.class.getResourceAsStream(name)) {
      return Buffer.buffer(Objects.requireNonNull(resource, name).readAllBytes());
    } catch (IOException broken) {
      throw new UncheckedIOException(name + " can't be read", broken);
    }
  }
}
