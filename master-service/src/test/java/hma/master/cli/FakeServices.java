package hma.master.cli;

import hma.config.Settings;
import hma.config.SettingsSource;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A master that ends at once.
 *
 * @param code what it ends with
 * @param ticked what a tick finds
 */
record FakeServices(int code, TickResult ticked) implements Services {
  FakeServices(int code) {
    this(code, new TickResult(TickResult.Outcome.NOTHING_DUE, List.of(), null));
  }

  @Override
  public int serve() {
    return code;
  }

  @Override
  public Future<TickResult> tick(Vertx vertx) {
    return Future.succeededFuture(ticked);
  }

  @Override
  public Future<HostedMaster> host(Vertx vertx) {
    SettingsSource nothing = new SettingsSource(Map.of(), Path.of("no such folder"));
    return Settings.master(vertx, nothing)
        .compose(settings -> Future.failedFuture(new IllegalStateException("there are settings")));
  }
}
