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
          case "serve" -> Service.run("serve", ServiceProgram::deploy);
          case "fail" -> Service.run("fail", vertx -> Future.failedFuture("no luck"));
          case "misconfigured" -> Service.run("misconfigured", ServiceProgram::withoutSettings);
          case "once" -> Service.runOnce("once", vertx -> vertx.timer(1).map(7));
          case "endless" ->
              Service.runOnce(
                  "endless",
                  () -> System.out.println("told to stop"),
                  vertx -> deploy(vertx).compose(id -> never()));
          default -> throw new IllegalArgumentException(arguments[0]);
        });
  }

  /** A verticle is stopped only once it is deployed, which is a moment after its start. */
  private static Future<String> deploy(Vertx vertx) {
    return vertx
        .deployVerticle(new Announcing())
        .onSuccess(deployed -> System.out.println("started"));
  }

  private static Future<?> withoutSettings(Vertx vertx) {
    return Settings.agent(vertx, new SettingsSource(Map.of(), Path.of("/nowhere")));
  }

  private static Future<Integer> never() {
    return Future.future(promise -> {});
  }

  private static final class Announcing extends VerticleBase {
    @Override
    public Future<?> stop() {
      System.out.println("stopped");
      return Future.succeededFuture();
    }
  }
}
