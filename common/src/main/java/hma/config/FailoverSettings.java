package hma.config;

import hma.protocol.Side;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a failover needs to know, wherever it runs.
 *
 * @param database the database of the side that is to be active
 * @param key shared with the agent; empty where none is asked
 * @param api the Platform API, without a slash at the end; https, or http on loopback
 * @param apps the app of each side's worker
 * @param agentApp the app the agent runs in, of the slave's account
 * @param processes the process types that are stopped there and started here, at least one, in the
 *     order of their start
 * @param stopGrace how long a stopped worker may still be alive
 * @param bootLimit how many crashes of a started worker are borne
 */
public record FailoverSettings(
    DatabaseUrl database,
    Optional<SharedKey> key,
    URI api,
    Map<Side, App> apps,
    String agentApp,
    List<ProcessRule> processes,
    Duration stopGrace,
    int bootLimit) {
  /** Keeps copies. */
  public FailoverSettings {
    apps = Map.copyOf(apps);
    processes = List.copyOf(processes);
  }

  /**
   * An app whose account may be out of reach.
   *
   * @param name as Heroku knows it
   * @param token of its account, where there is one
   */
  public record App(String name, Optional<Secret> token) {}

  /** The app of a side's worker. */
  public App app(Side side) {
    return Objects.requireNonNull(apps.get(side));
  }
}
