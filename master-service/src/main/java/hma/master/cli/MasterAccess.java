package hma.master.cli;

import hma.config.InvalidSettings;
import hma.master.api.ApiClient;
import hma.master.api.Scope;
import hma.master.api.UnreachableMaster;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/**
 * The way from a command to its master: the one that is named, the one that runs on this machine,
 * or where neither is, one in this process.
 */
final class MasterAccess {
  /** What a signal leaves where this process is the master. */
  static final String LEFT =
      "stopped: what was begun is gone on with by whoever is the master next, a tick or a command too";

  private final Console console;
  private final Services services;

  MasterAccess(Console console, Services services) {
    this.console = console;
    this.services = services;
  }

  /**
   * A master, and how to speak with it.
   *
   * @param api its API
   * @param hosted whether it is this process
   */
  record Found(Vertx vertx, ApiClient api, ClientSettings settings, boolean hosted) {
    /** A token for one request. */
    Future<String> token(Scope scope) {
      return settings.token(vertx, scope);
    }
  }

  /** Does a command's work with its master, and says what went wrong as an exit code. */
  int run(String command, MasterOptions options, Function<Found, Future<Integer>> work) {
    return Outcome.of(console, command, vertx -> with(vertx, options, work));
  }

  /** As {@link #run}, for what reports its outcome otherwise. */
  Future<Integer> with(Vertx vertx, MasterOptions options, Function<Found, Future<Integer>> work) {
    ClientSettings settings = new ClientSettings(console.source());
    Optional<URI> named = settings.knownMaster(options.url());
    Found running =
        new Found(vertx, settings.client(vertx, settings.master(options.url())), settings, false);
    if (named.isPresent()) {
      return work.apply(running);
    }
    return running
        .api()
        .status()
        .transform(looked ->
            looked.cause() instanceof UnreachableMaster nobody
                ? hosted(running, nobody, work)
                : work.apply(running));
  }

  private Future<Integer> hosted(
      Found nobody, UnreachableMaster why, Function<Found, Future<Integer>> work) {
    console.interruption().leaves(LEFT);
    return services
        .host(nobody.vertx())
        .recover(failure -> Future.failedFuture(explained(failure, why)))
        .compose(host -> {
          ApiClient api = nobody.settings().client(nobody.vertx(), host.address());
          return work.apply(new Found(nobody.vertx(), api, nobody.settings(), true))
              .eventually(host::finish);
        });
  }

  /** Without its settings this process can't stand in for a master that is not there. */
  private static Throwable explained(Throwable failure, UnreachableMaster why) {
    return failure instanceof InvalidSettings
        ? new UnreachableMaster(
            why, "and this process lacks the settings of a master: see ./hma config")
        : failure;
  }
}
