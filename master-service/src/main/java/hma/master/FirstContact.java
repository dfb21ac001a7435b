package hma.master;

import hma.config.InvalidSettings;
import hma.config.SettingsSource;
import hma.master.dashboard.SetupPage;
import hma.master.dashboard.SetupSteps;
import hma.protocol.Problem;
import hma.service.FailureRenderer;
import hma.service.Health;
import hma.service.HealthCheck;
import hma.service.HttpServers;
import hma.service.ImpliedMethods;
import hma.service.SecurityHeaders;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A master whose settings can't be used. Where a platform gives it a port it stays, and its page
 * says what to set next; else whoever opens the app would see an error page of the router, and the
 * platform would start it again and again. Setting a config var restarts it.
 */
final class FirstContact {
  private static final Logger log = LoggerFactory.getLogger(FirstContact.class);
  private static final String PORT = "PORT";

  /** What a master that is set up answers. */
  private static final List<String> PATHS = List.of("/api/*", "/metrics", "/openapi.yaml");

  private FirstContact() {}

  /** Stays for who lacks settings; fails as before with everything else, and without a port. */
  static Future<HttpServer> orFail(Vertx vertx, Throwable failure) {
    Map<String, String> environment = SettingsSource.ofThisProcess().environment();
    String port = environment.getOrDefault(PORT, "");
    if (!(failure instanceof InvalidSettings lacking) || !port.matches("[1-9][0-9]{0,4}")) {
      return Future.failedFuture(failure);
    }
    return serve(vertx, Integer.parseInt(port), SetupSteps.of(lacking.problems(), environment));
  }

  /** Serves the page, and logs what it says. */
  static Future<HttpServer> serve(Vertx vertx, int port, SetupSteps steps) {
    steps.steps().forEach(FirstContact::tell);
    Router router = Router.router(vertx);
    router.route().handler(new SecurityHeaders());
    FailureRenderer.install(router);
    new Health(List.of(new HealthCheck("settings", () -> Future.failedFuture("not usable"))))
        .mount(router);
    SetupPage.mount(router, steps);
    PATHS.forEach(path -> router.route(path).handler(context -> context.fail(notSetUp())));
    ImpliedMethods.add(router);
    return HttpServers.listen(vertx, port, router);
  }

  private static void tell(SetupSteps.Step step) {
    step.problems().forEach(problem -> log.atError().log("not set up: {}", problem));
    if (!step.commands().isEmpty()) {
      log.atError().log("do this next: {}", step.what());
    }
    step.commands().forEach(command -> log.atError().log("type this next: {}", command));
  }

  private static RuntimeException notSetUp() {
    return new Problem(
            503,
            "not-set-up",
            "The settings can't be used",
            "settings are missing or wrong: the page at /, the log and ./hma config say which",
            true)
        .asException();
  }
}
