package hma.master.dashboard;

import hma.service.SecurityHeaders;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a master shows at {@code /} whose settings can't be used: what to do, in order. */
public final class SetupPage {
  private static final String RELOAD_AFTER_SECONDS = "10";

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private SetupPage() {}

  /** Adds it, answered with 503 until the process is another one. */
  public static void mount(Router router, SetupSteps steps) {
    Dashboard.mountStyle(router);
    String page = page(steps);
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

  private static String page(SetupSteps steps) {
    return """
    <!doctype html>
    <html lang="en">
    <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
    <title>HMA: what to set next</title><link rel="stylesheet" href="/dashboard.css"></head>
    <body class="setup"><header><h1>HMA</h1></header><main>
    <section><h2>What to set next</h2>
    <p>This master runs, and its settings can't be used yet. Type these commands in this order, in one shell. Setting
    something restarts it, and this page comes back by itself.</p>
    <ol>%s</ol>
    <p><code>./hma config</code> shows all settings and where each comes from,
    <code>./hma config --template</code> writes a commented file of them. The README says the rest.</p>
    </section></main></body></html>
    """
        .formatted(steps.steps().stream().map(SetupPage::item).collect(Collectors.joining()));
  }

  private static String item(SetupSteps.Step step) {
    String problems =
        step.problems().stream()
            .map(problem -> "<li>" + text(problem) + "</li>")
            .collect(Collectors.joining());
    String commands =
        step.commands().stream().map(SetupPage::escaped).collect(Collectors.joining("\n"));
    return "<li><p>%s:</p>%s%s</li>"
        .formatted(
            escaped(step.what()),
            problems.isEmpty() ? "" : "<ul>" + problems + "</ul>",
            commands.isEmpty() ? "" : "<pre tabindex=\"0\">" + commands + "</pre>");
  }

  /** Its commands stand out. */
  private static String text(String problem) {
    return CODE.matcher(escaped(problem)).replaceAll("<code>$1</code>");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
