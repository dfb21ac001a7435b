package hma.master;

import hma.config.MasterSettings;
import hma.master.metrics.Metrics;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.time.Clock;
import java.util.concurrent.TimeUnit;

/** The master as {@code serve} runs it, on any free port of this process. */
public final class ServedMaster implements AutoCloseable {
  private final Vertx vertx;
  private final URI address;

  private ServedMaster(Vertx vertx, URI address) {
    this.vertx = vertx;
    this.address = address;
  }

  /** Listens; the port of the settings is 0. */
  public static ServedMaster start(MasterSettings settings) throws Exception {
    Metrics metrics = new Metrics(Clock.systemUTC());
    Vertx vertx = metrics.equip(Vertx.builder()).build();
    HttpServer server =
        (HttpServer)
            MasterService.serving(vertx, settings, metrics).start().await(60, TimeUnit.SECONDS);
    return new ServedMaster(vertx, URI.create("http://127.0.0.1:" + server.actualPort()));
  }

  /** Where it answers. */
  public URI address() {
    return address;
  }

  @Override
  public void close() throws Exception {
    for (String deployed : vertx.deploymentIDs()) {
      vertx.undeploy(deployed).await(60, TimeUnit.SECONDS);
    }
    vertx.close().await(60, TimeUnit.SECONDS);
  }
}
