package hma.config;

import hma.protocol.Side;
import java.net.URI;

/**
 * The apps and how to reach their accounts.
 *
 * @param api the Platform API, without a slash at the end; https, or http on loopback
 * @param master the app whose worker is the master side's
 * @param slave the app whose worker is the slave side's
 * @param hmaApp the app the master service runs in, of the master's account
 * @param agentApp the app the agent runs in, of the slave's account
 */
public record HerokuSettings(
    URI api, HerokuApp master, HerokuApp slave, String hmaApp, String agentApp) {
  /** The app whose worker is the side's. */
  public HerokuApp worker(Side side) {
    return switch (side) {
      case MASTER -> master;
      case SLAVE -> slave;
    };
  }

  /** The app the agent runs in, with the token of the slave's account. */
  public HerokuApp agent() {
    return new HerokuApp(agentApp, slave.token());
  }
}
