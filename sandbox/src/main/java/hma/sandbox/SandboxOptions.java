package hma.sandbox;

import hma.config.Secret;
import hma.protocol.Side;
import hma.sandbox.dyno.DynoLimits;
import hma.sandbox.dyno.DynoSize;
import hma.sandbox.router.RouterLimits;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * How a sandbox is to be.
 *
 * @param home the project's folder, with the Procfiles and the services' jars
 * @param databases where given, databases to be used as they are; otherwise embedded ones
 * @param worker the worker's command for {@code bash -c}; without one a loop that does nothing
 * @param active whose worker runs at first
 * @param ports where it listens
 * @param readyFile where the ready file is written, if anywhere
 * @param masterVars more config vars for the master's app
 * @param nature how pleasant the local Heroku is
 * @param logListener gets every line of every app's log
 */
public record SandboxOptions(
    Path home,
    Optional<GivenDatabases> databases,
    Optional<String> worker,
    Side active,
    Ports ports,
    Optional<Path> readyFile,
    Map<String, String> masterVars,
    Nature nature,
    Consumer<String> logListener) {

  /** Two databases that are already there, each as a URL. */
  public record GivenDatabases(Secret master, Secret slave) {}

  /**
   * Where it listens; 0 for any port.
   *
   * @param api the Platform API
   * @param master the router of the master's app
   */
  public record Ports(int api, int master) {}

  /**
   * How pleasant the local Heroku is.
   *
   * @param dynoLimits the dynos' times, with the lags
   * @param routerLimits the routers' times
   * @param dynoSize the size of all dynos at first
   * @param faults a file with what goes wrong on purpose
   */
  public record Nature(
      DynoLimits dynoLimits, RouterLimits routerLimits, DynoSize dynoSize, Optional<Path> faults) {
    /** As on Heroku with Basic dynos, and nothing goes wrong. */
    public static Nature defaults() {
      return new Nature(
          DynoLimits.defaults(), RouterLimits.defaults(), DynoSize.BASIC, Optional.empty());
    }
  }

  /** Copies the config vars. */
  public SandboxOptions {
    masterVars = Map.copyOf(masterVars);
  }

  /**
   * Embedded databases, a worker that does nothing, the master active, any port, no schedule, as
   * patient as Heroku; the home is the system property {@code hma.home} or else the current folder.
   */
  public static SandboxOptions defaults() {
    return new SandboxOptions(
        Path.of(System.getProperty("hma.home", "")).toAbsolutePath(),
        Optional.empty(),
        Optional.empty(),
        Side.MASTER,
        new Ports(0, 0),
        Optional.empty(),
        Map.of("HMA_SCHEDULE", "off"),
        Nature.defaults(),
        line -> {});
  }

  /** These with another folder of the project. */
  public SandboxOptions withHome(Path home) {
    return new SandboxOptions(
        home, databases, worker, active, ports, readyFile, masterVars, nature, logListener);
  }

  /** These with databases that are already there. */
  public SandboxOptions withDatabases(GivenDatabases given) {
    return new SandboxOptions(
        home,
        Optional.of(given),
        worker,
        active,
        ports,
        readyFile,
        masterVars,
        nature,
        logListener);
  }

  /** These with a command for the worker. */
  public SandboxOptions withWorker(String command) {
    return new SandboxOptions(
        home,
        databases,
        Optional.of(command),
        active,
        ports,
        readyFile,
        masterVars,
        nature,
        logListener);
  }

  /** These with another side whose worker runs at first. */
  public SandboxOptions withActive(Side active) {
    return new SandboxOptions(
        home, databases, worker, active, ports, readyFile, masterVars, nature, logListener);
  }

  /** These with other ports. */
  public SandboxOptions withPorts(Ports ports) {
    return new SandboxOptions(
        home, databases, worker, active, ports, readyFile, masterVars, nature, logListener);
  }

  /** These with a ready file. */
  public SandboxOptions withReadyFile(Path file) {
    return new SandboxOptions(
        home, databases, worker, active, ports, Optional.of(file), masterVars, nature, logListener);
  }

  /** These with a local Heroku of another nature. */
  public SandboxOptions withNature(Nature nature) {
    return new SandboxOptions(
        home, databases, worker, active, ports, readyFile, masterVars, nature, logListener);
  }

  /** These with somebody who gets every line of every app's log. */
  public SandboxOptions withLogListener(Consumer<String> logListener) {
    return new SandboxOptions(
        home, databases, worker, active, ports, readyFile, masterVars, nature, logListener);
  }

  /** These with another schedule for the master: its {@code HMA_SCHEDULE}. */
  public SandboxOptions withSchedule(String schedule) {
    return withMasterVars(Map.of("HMA_SCHEDULE", schedule));
  }

  /** These with more config vars for the master's app; they replace others of the same name. */
  public SandboxOptions withMasterVars(Map<String, String> more) {
    Map<String, String> vars = new TreeMap<>(masterVars);
    vars.putAll(more);
    return new SandboxOptions(
        home, databases, worker, active, ports, readyFile, vars, nature, logListener);
  }
}
