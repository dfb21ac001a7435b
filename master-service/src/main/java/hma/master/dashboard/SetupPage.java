package hma.master.dashboard;

import hma.service.SecurityHeaders;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a master shows at {@code /} that lacks settings: which, in order, and what to type. */
public final class SetupPage {
  private static final String RELOAD_AFTER_SECONDS = "10";

  private static final Map<String, String> COMMANDS =
      Map.of(
          "DATABASE_URL", "heroku addons:create heroku-postgresql:essential-0",
          "HMA_SHARED_KEY", "heroku config:set HMA_SHARED_KEY=$(openssl rand -hex 32)",
          "MASTER_HEROKU_TOKEN",
              "heroku config:set MASTER_HEROKU_TOKEN=$(heroku authorizations:create -S -d hma)",
          "SLAVE_HEROKU_TOKEN",
              "heroku config:set SLAVE_HEROKU_TOKEN=$(heroku authorizations:create -S -d hma)");

  private SetupPage() {}

  /**
   * Adds it, answered with 503 until the process is another one.
   *
   * @param problems each begins with the name of a setting
   * @param app the name of the app that this is; empty where that is not known
   */
  public static void mount(Router router, List<String> problems, String app) {
    Dashboard.mountStyle(router);
    String page = page(problems, app.isEmpty() ? "THIS-APP" : app);
    router
        .get("/")
        .handler(context ->
            context
                .response()
                .setStatusCode(503)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader(SecurityHeaders.POLICY, Dashboard.POLICY)
                .putHeader("Refresh", RELOAD_AFTER_SECONDS)
                .end(page));
  }

  private static String page(List<String> problems, String app) {
    return """
    <!doctype html>
    <html lang="en">
    <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
    <title>HMA: what to set next</title><link rel="stylesheet" href="/dashboard.css"></head>
    <body><header><h1>HMA</h1></header><main>
    <section><h2>What to set next</h2>
    <p>This master runs, and lacks settings. Set them in this order; setting one restarts it, and this page
    comes back by itself.</p>
    <ol>%s</ol>
    <p><code>./hma config</code> shows all settings and where each comes from,
    <code>./hma config --template</code> writes a commented file of them. The README says the rest.</p>
    </section></main></body></html>
    """
        .formatted(
            problems.stream().map(problem -> item(problem, app)).collect(Collectors.joining()));
  }

  private static String item(String problem, String app) {
    String name = problem.split(" ", 2)[0];
    String command = COMMANDS.getOrDefault(name, "heroku config:set " + name + "=…");
    return "<li>%s<br><code>%s</code></li>"
        .formatted(escaped(problem), escaped(command + " -a " + app));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
