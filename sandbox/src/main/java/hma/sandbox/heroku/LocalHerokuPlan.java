package hma.sandbox.heroku;

import hma.sandbox.dyno.DynoHost;
import hma.sandbox.router.RouterLimits;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * What a local Heroku is to be.
 *
 * @param host what every dyno needs
 * @param routerLimits the router's times
 * @param logFolder where each app's log is written, as {@code APP.log}
 * @param logListener gets every line of every log
 * @param clock what the rate limit counts by
 */
public record LocalHerokuPlan(
    DynoHost host,
    RouterLimits routerLimits,
    Path logFolder,
    Consumer<String> logListener,
    InstantSource clock) {
  /** The log of an app. */
  Path logFile(AppPlan app) {
    return logFolder.resolve(app.name() + ".log");
  }
}
