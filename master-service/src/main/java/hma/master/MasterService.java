package hma.master;

import hma.config.MasterSettings;
import hma.config.Settings;
import hma.service.FailureRenderer;
import hma.service.Health;
import hma.service.HttpServers;
import hma.service.Service;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.util.List;

/** The composition root: what the master is made of, in the order it is made. */
final class MasterService {
  private MasterService() {}

  /** Runs until a signal comes; returns the exit code. */
  static int run() {
    return Service.run("master", vertx -> Settings.master(vertx).compose(it -> start(vertx, it)));
  }

  private static Future<HttpServer> start(Vertx vertx, MasterSettings settings) {
    Router router = Router.router(vertx);
    FailureRenderer.install(router);
    new Health(List.of()).mount(router);
    return HttpServers.listen(vertx, settings.port(), router);
  }
}
