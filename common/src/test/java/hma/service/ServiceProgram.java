package hma.service;

import hma.config.Settings;
import hma.config.SettingsSource;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Map;

/** A program that a test runs as a process of its own, to see how it ends. */
public final class ServiceProgram {
  private ServiceProgram() {}

  /** Runs what the first argument names. */
  public static void main(String[] arguments) {
    System.exit(
        switch (arguments[0]) {
          case "serve" -> Service.run("serve", vertx -> vertx.deployVerticle(new Announcing()));
          case "fail" -> Service.run("fail", vertx -> Future.failedFuture("no luck"));
          case "misconfigured" -> Service.run("misconfigured", ServiceProgram::withoutSettings);
          case "once" -> Service.runOnce("once", vertx -> vertx.timer(1).map(7));
          case "endless" ->
              Service.runOnce(
                  "endless",
                  vertx -> vertx.deployVerticle(new Announcing()).compose(id -> never()));
          default -> throw new IllegalArgumentException(arguments[0]);
        });
  }

  private static Future<?> withoutSettings(Vertx vertx) {
    return Settings.agent(vertx, new SettingsSource(Map.of(), Path.of("/nowhere")));
  }

  private static Future<Integer> never() {
    return Future.future(promise -> {});
  }

  private static final class Announcing extends VerticleBase {
    @Override
    public Future<?> start() {
      System.out.println("started");
      return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
      System.out.println("stopped");
      return Future.succeededFuture();
    }
  }
}
