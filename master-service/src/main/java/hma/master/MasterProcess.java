package hma.master;

import hma.config.Settings;
import hma.master.cli.HostedMaster;
import hma.master.cli.Services;
import hma.master.cli.TickResult;
import hma.master.switchover.MasterHome.Style;
import hma.service.Service;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** The master in this process, with the settings that are here. */
final class MasterProcess implements Services {
  @Override
  public int serve() {
    return Service.run(
        "master",
        vertx ->
            master(vertx, Style.SERVE)
                .compose(master -> master.start().<Object>map(started -> started))
                .recover(failure -> FirstContact.orFail(vertx, failure).map(page -> page)));
  }

  @Override
  public Future<TickResult> tick(Vertx vertx) {
    return master(vertx, Style.TICK).compose(MasterService::tick);
  }

  /** Like a tick it ends with its work. */
  @Override
  public Future<HostedMaster> host(Vertx vertx) {
    return master(vertx, Style.TICK).compose(MasterService::host);
  }

  private static Future<MasterService> master(Vertx vertx, Style style) {
    return Settings.master(vertx).map(settings -> new MasterService(vertx, settings, style));
  }
}
