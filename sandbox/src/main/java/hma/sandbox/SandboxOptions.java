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
 * @param apiPort where the Platform API listens; 0 for any
 * @param masterPort where the master app's router listens; 0 for any
 * @param readyFile where the ready file is written, if anywhere
 * @param schedule the master's {@code HMA_SCHEDULE}
 * @param dynoLimits the dynos' times, with the lags
 * @param routerLimits the routers' times
 * @param dynoSize the size of all dynos at first
 * @param faults a file with what goes wrong on purpose
 * @param set more config vars for the master's app
 * @param logListener gets every line of every app's log
 */
public record SandboxOptions(
    Path home,
    Optional<GivenDatabases> databases,
    Optional<String> worker,
    Side active,
    int apiPort,
    int masterPort,
    Optional<Path> readyFile,
    String schedule,
    DynoLimits dynoLimits,
    RouterLimits routerLimits,
    DynoSize dynoSize,
    Optional<Path> faults,
    Map<String, String> set,
    Consumer<String> logListener) {

  /** Two databases that are already there. */
  public record GivenDatabases(Secret master, Secret slave) {}

  /** Copies the config vars. */
  public SandboxOptions {
    set = Map.copyOf(new TreeMap<>(set));
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
        0,
        0,
        Optional.empty(),
        "off",
        DynoLimits.defaults(),
        RouterLimits.defaults(),
        DynoSize.BASIC,
        Optional.empty(),
        Map.of(),
        line -> {});
  }

  /** Another folder of the project. */
  public SandboxOptions withHome(Path home) {
    return new SandboxOptions(
        home,
        databases,
        worker,
        active,
        apiPort,
        masterPort,
        readyFile,
        schedule,
        dynoLimits,
        routerLimits,
        dynoSize,
        faults,
        set,
        logListener);
  }

  /** Databases that are already there. */
  public SandboxOptions withDatabases(GivenDatabases databases) {
    return new SandboxOptions(
        home,
        Optional.of(databases),
        worker,
        active,
        apiPort,
        masterPort,
        readyFile,
        schedule,
        dynoLimits,
        routerLimits,
        dynoSize,
        faults,
        set,
        logListener);
  }

  /** The worker's command. */
  public SandboxOptions withWorker(String worker) {
    return new SandboxOptions(
        home,
        databases,
        Optional.of(worker),
        active,
        apiPort,
        masterPort,
        readyFile,
        schedule,
        dynoLimits,
        routerLimits,
        dynoSize,
        faults,
        set,
        logListener);
  }

  /** Whose worker runs at first. */
  public SandboxOptions withActive(Side active) {
    return new SandboxOptions(
        home,
        databases,
        worker,
        active,
        apiPort,
        masterPort,
        readyFile,
        schedule,
        dynoLimits,
        routerLimits,
        dynoSize,
        faults,
        set,
        logListener);
  }

  /** Where the Platform API listens; 0 for any. */
  public SandboxOptions withApiPort(int apiPort) {
    return new SandboxOptions(
        home,
        databases,
        worker,
        active,
        apiPort,
        masterPort,
        readyFile,
        schedule,
        dynoLimits,
        routerLimits,
        dynoSize,
        faults,
        set,
        logListener);
  }

  /** Where the master app's router listens; 0 for any. */
  public SandboxOptions withMasterPort(int masterPort) {
    return new SandboxOptions(
        home,
        databases,
        worker,
        active,
        apiPort,
        masterPort,
        readyFile,
        schedule,
        dynoLimits,
        routerLimits,
        dynoSize,
        faults,
        set,
        logListener);
  }

  /** Where the ready file is written. */
  public SandboxOptions withReadyFile(Path readyFile) {
    return new SandboxOptions(
        home,
        databases,
        worker,
        active,
        apiPort,
        masterPort,
        Optional.of(readyFile),
        schedule,
        dynoLimits,
        routerLimits,
        dynoSize,
        faults,
        set,
        logListener);
  }

  /** The master's schedule. */
  public SandboxOptions withSchedule(String schedule) {
    return new SandboxOptions(
        home,
        databases,
        worker,
        active,
        apiPort,
        masterPort,
        readyFile,
        schedule,
        dynoLimits,
        routerLimits,
        dynoSize,
        faults,
        set,
        logListener);
  }

  /** The dynos' times. */
  public SandboxOptions withDynoLimits(DynoLimits dynoLimits) {
    return new SandboxOptions(
        home,
        databases,
        worker,
        active,
        apiPort,
        masterPort,
        readyFile,
        schedule,
        dynoLimits,
        routerLimits,
        dynoSize,
        faults,
        set,
        logListener);
  }

  /** The routers' times. */
  public SandboxOptions withRouterLimits(RouterLimits routerLimits) {
    return new SandboxOptions(
        home,
        databases,
        worker,
        active,
        apiPort,
        masterPort,
        readyFile,
        schedule,
        dynoLimits,
        routerLimits,
        dynoSize,
        faults,
        set,
        logListener);
  }

  /** The size of all dynos at first. */
  public SandboxOptions withDynoSize(DynoSize dynoSize) {
    return new SandboxOptions(
        home,
        databases,
        worker,
        active,
        apiPort,
        masterPort,
        readyFile,
        schedule,
        dynoLimits,
        routerLimits,
        dynoSize,
        faults,
        set,
        logListener);
  }

  /** A file with what goes wrong on purpose. */
  public SandboxOptions withFaults(Path faults) {
    return new SandboxOptions(
        home,
        databases,
        worker,
        active,
        apiPort,
        masterPort,
        readyFile,
        schedule,
        dynoLimits,
        routerLimits,
        dynoSize,
        Optional.of(faults),
        set,
        logListener);
  }

  /** More config vars for the master's app, replacing those given before. */
  public SandboxOptions withSet(Map<String, String> set) {
    return new SandboxOptions(
        home,
        databases,
        worker,
        active,
        apiPort,
        masterPort,
        readyFile,
        schedule,
        dynoLimits,
        routerLimits,
        dynoSize,
        faults,
        set,
        logListener);
  }

  /** What gets every line of every app's log. */
  public SandboxOptions withLogListener(Consumer<String> logListener) {
    return new SandboxOptions(
        home,
        databases,
        worker,
        active,
        apiPort,
        masterPort,
        readyFile,
        schedule,
        dynoLimits,
        routerLimits,
        dynoSize,
        faults,
        set,
        logListener);
  }
}
