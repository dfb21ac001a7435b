package hma.sandbox.dyno;

import hma.sandbox.dyno.Fate.Blow;
import hma.sandbox.faults.DynoFault.Kind;
import hma.sandbox.process.FreePort;
import hma.sandbox.process.ProcessGroup;
import hma.sandbox.process.Signal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One dyno, from joining the list to the end of its last process. Its life is a plain method on a
 * virtual thread: start, wait until it is up, wait until it ends or is stopped, and so on.
 */
public final class Dyno {
  private static final Duration PORT_GLANCE = Duration.ofMillis(50);
  private static final Duration FAULT_GLANCE = Duration.ofMillis(100);
  private static final Duration STABLE = Duration.ofMinutes(1);
  private static final int PROBE_MILLIS = 500;

  /** What the outside sees at one moment. */
  private record View(DynoState state, int port, int crashes, Instant since) {}

  private final DynoPlan plan;
  private final DynoHost host;
  private final AppLog log;
  private final DynoFaults faults;
  private final Consumer<Dyno> cycling;
  private final AtomicReference<View> view =
      new AtomicReference<>(new View(DynoState.STARTING, 0, 0, Instant.now()));
  private final AtomicReference<@Nullable ProcessGroup> process = new AtomicReference<>();
  private final CompletableFuture<Duration> stop = new CompletableFuture<>();
  private final CompletableFuture<Void> hurry = new CompletableFuture<>();
  private final Promise<Void> gone = Promise.promise();

  /**
   * Not yet started.
   *
   * @param cycling replaces it by a new one
   */
  Dyno(DynoPlan plan, DynoHost host, AppLog log, DynoFaults faults, Consumer<Dyno> cycling) {
    this.plan = plan;
    this.host = host;
    this.log = log;
    this.faults = faults;
    this.cycling = cycling;
  }

  /** What it is. */
  public DynoPlan plan() {
    return plan;
  }

  /** Its state, as the API shows it. */
  public DynoState state() {
    return view.get().state;
  }

  /** When it came into that state. */
  public Instant since() {
    return view.get().since;
  }

  /** Where its process was told to listen; 0 before the first start of a web dyno. */
  public int port() {
    return view.get().port;
  }

  /** How often in a row its process ended by itself. */
  public int crashes() {
    return view.get().crashes;
  }

  /** What runs of it at this moment, whatever its state says. */
  public Optional<ProcessGroup> process() {
    return Optional.ofNullable(process.get()).filter(ProcessGroup::runs);
  }

  /** Completes when no process of it is left. */
  public Future<Void> gone() {
    return gone.future();
  }

  void start() {
    host.workflows()
        .start("dyno " + plan.name(), this::live)
        .onFailure(failure -> log.fromHeroku(plan.name(), "Failed: " + failure))
        .onComplete(end -> gone.complete());
  }

  /** Asks it to stop, to get its SIGTERM after the lag; asking again changes nothing. */
  void stop(Duration lag) {
    stop.complete(lag);
  }

  /** Asks it to stop without any lag, also when it was asked with one before. */
  void stopNow() {
    stop.complete(Duration.ZERO);
    hurry.complete(null);
  }

  private @Nullable Void live() {
    try {
      Duration lag = faults.strike(Kind.BOOT_LAG, plan).orElse(host.limits().bootLag());
      boolean again = !stopRequestedWithin(lag) && awake();
      while (again) {
        Instant started = Instant.now();
        boolean asleep = runOnce() == Blow.SLEEP;
        again = !plan.oneOff() && !stop.isDone() && (asleep || pauseAfterCrash(started)) && awake();
      }
    } finally {
      become(DynoState.DOWN);
    }
    return null;
  }

  /** Waits for hours to run in; false when it was stopped before there were any. */
  private boolean awake() {
    if (faults.outOfHours(plan)) {
      become(DynoState.IDLE);
      log.fromHeroku(plan.name(), "Idling: the account has no Eco dyno hours left");
    }
    while (faults.outOfHours(plan)) {
      if (stopRequestedWithin(FAULT_GLANCE)) {
        return false;
      }
    }
    return true;
  }

  private boolean pauseAfterCrash(Instant started) {
    boolean wasStable = Duration.between(started, Instant.now()).compareTo(STABLE) > 0;
    int crashes = wasStable ? 1 : view.get().crashes + 1;
    view.updateAndGet(old -> new View(DynoState.CRASHED, old.port, crashes, Instant.now()));
    log.fromHeroku(plan.name(), "State changed from up to crashed");
    return !stopRequestedWithin(host.limits().pauseAfterCrash(crashes));
  }

  /** Runs its process to the end, and says what ended it if a fault did. */
  private Blow runOnce() {
    int port = plan.web() ? FreePort.find() : 0;
    view.updateAndGet(old -> new View(DynoState.STARTING, port, old.crashes, Instant.now()));
    log.fromHeroku(plan.name(), "Starting process with command `" + plan.command() + "`");
    ProcessGroup group = launch(port);
    process.set(group);
    host.readers().executeBlocking(() -> copyOutput(group), false);
    CompletableFuture<?> endedOrStopped = CompletableFuture.anyOf(group.exit(), stop);
    Blow blow = Blow.NONE;
    if (comesUp(port, endedOrStopped)) {
      become(DynoState.UP);
      log.fromHeroku(plan.name(), "State changed from starting to up");
      blow = stayUp(endedOrStopped);
    }
    if (blow == Blow.SLEEP) {
      group.stop(host.limits().stopGrace());
    }
    end(group);
    return blow;
  }

  private Blow stayUp(CompletableFuture<?> endedOrStopped) {
    Fate fate = new Fate(faults, plan);
    long begun = System.nanoTime();
    long limit = plan.timeToLive().orElse(Duration.ofDays(365)).toNanos();
    while (!within(FAULT_GLANCE, endedOrStopped)) {
      Blow blow = fate.look();
      switch (blow) {
        case NONE -> {}
        case CRASH -> {
          log.fromHeroku(plan.name(), "Crashing, as the faults have it");
          return blow;
        }
        case CYCLE -> {
          log.fromHeroku(plan.name(), "Cycling");
          cycling.accept(this);
        }
        case SLEEP -> {
          return blow;
        }
      }
      if (System.nanoTime() - begun >= limit) {
        log.fromHeroku(plan.name(), "Time to live is over");
        return Blow.NONE;
      }
    }
    return Blow.NONE;
  }

  private ProcessGroup launch(int port) {
    Map<String, String> environment = new LinkedHashMap<>(DynoHost.cleanEnvironment());
    environment.putAll(plan.environment().get());
    environment.putAll(FakeClock.environment(faults.clockAhead()));
    environment.put("DYNO", plan.name());
    if (plan.web()) {
      environment.put("PORT", Integer.toString(port));
    }
    List<String> command = List.of("bash", "-c", plan.command());
    try {
      return ProcessGroup.start(command, host.home(), environment, host.register(), Signal.KILL);
    } catch (IOException cannotStart) {
      throw new UncheckedIOException("cannot start dyno " + plan.name(), cannotStart);
    }
  }

  private boolean comesUp(int port, CompletableFuture<?> endedOrStopped) {
    if (!plan.web()) {
      return !endedOrStopped.isDone();
    }
    long deadline = System.nanoTime() + host.limits().bootLimit().toNanos();
    while (!within(PORT_GLANCE, endedOrStopped)) {
      if (accepts(port)) {
        return true;
      }
      if (System.nanoTime() - deadline >= 0) {
        log.fromHeroku(
            plan.name(),
            "Error R10 (Boot timeout) -> Web process failed to bind to $PORT within "
                + host.limits().bootLimit().toSeconds()
                + " seconds of launch");
        return false;
      }
    }
    return false;
  }

  private void end(ProcessGroup group) {
    if (!stop.isDone()) {
      group.kill();
      log.fromHeroku(plan.name(), "Process exited with status " + group.exit().join());
      return;
    }
    Duration lag = stop.join();
    if (!within(lag, CompletableFuture.anyOf(group.exit(), hurry))) {
      log.fromHeroku(plan.name(), "Stopping all processes with SIGTERM");
    }
    group.stop(host.limits().stopGrace());
    log.fromHeroku(plan.name(), "Process exited with status " + group.exit().join());
  }

  private @Nullable Void copyOutput(ProcessGroup group) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(group.output(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.fromDyno(plan.name(), line);
      }
    }
    return null;
  }

  private void become(DynoState state) {
    view.updateAndGet(old -> new View(state, old.port, old.crashes, Instant.now()));
  }

  private boolean stopRequestedWithin(Duration limit) {
    return within(limit, stop);
  }

  private static boolean within(Duration limit, CompletableFuture<?> event) {
    try {
      var _ = event.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException notYet) {
      return false;
    } catch (ExecutionException | InterruptedException impossible) {
      throw new IllegalStateException("waiting for a dyno's process failed", impossible);
    }
  }

  private static boolean accepts(int port) {
    try (Socket probe = new Socket()) {
      probe.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), PROBE_MILLIS);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }
}
