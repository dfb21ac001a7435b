package hma.agent;

import hma.agent.work.PreparedSite;
import hma.config.AgentSettings;
import hma.config.Settings;
import hma.protocol.Side;
import hma.service.Service;
import hma.signing.SigningKeys;
import hma.sync.PostgresSite;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;

/** The entry point. */
public final class Main {
  private Main() {}

  /** Serves the slave's database until a signal comes. */
  public static void main(String[] arguments) {
    System.exit(List.of(arguments).equals(List.of(Training.ARGUMENT)) ? Training.once() : serve());
  }

  private static int serve() {
    return Service.run(
        "slave-agent", vertx -> Settings.agent(vertx).compose(settings -> serve(vertx, settings)));
  }

  private static Future<Integer> serve(Vertx vertx, AgentSettings settings) {
    PostgresSite site = new PostgresSite(vertx, Side.SLAVE, settings.database());
    SigningKeys keys = SigningKeys.of(settings.key().current(), settings.key().previous());
    return new AgentService(vertx, Clock.systemUTC(), AgentService.Timing.USUAL)
        .start(new PreparedSite(site, site::install), keys, settings.port());
  }
}
