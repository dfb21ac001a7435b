package hma.master;

import hma.config.Settings;
import hma.master.cli.HostedMaster;
import hma.master.cli.Services;
import hma.master.cli.TickResult;
import hma.master.metrics.Metrics;
import hma.service.Service;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;

/** The master in this process, with the settings that are here. */
final class MasterProcess implements Services {
  @Override
  public int serve() {
    Metrics metrics = new Metrics(Clock.systemUTC());
    return Service.run(
        "master",
        metrics::equip,
        vertx ->
            Settings.master(vertx)
                .compose(settings -> MasterService.serving(vertx, settings, metrics).start())
                .<Object>map(started -> started)
                .recover(
                    failure -> FirstContact.orFail(vertx, failure).map(page -> Service.NOT_READY)));
  }

  @Override
  public Future<TickResult> tick(Vertx vertx) {
    return once(vertx).compose(MasterService::tick);
  }

  /** Like a tick it ends with its work. */
  @Override
  public Future<HostedMaster> host(Vertx vertx) {
    return once(vertx).compose(MasterService::host);
  }

  private static Future<MasterService> once(Vertx vertx) {
    return Settings.master(vertx).map(settings -> MasterService.once(vertx, settings));
  }
}
