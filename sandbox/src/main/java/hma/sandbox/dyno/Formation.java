package hma.sandbox.dyno;

import hma.sandbox.faults.DynoFault.Kind;
import hma.sandbox.process.ProcessGroup;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * All dynos of one app. A dyno that is scaled away or replaced leaves the list at once, as on
 * Heroku, though its process may live on for a while: {@link #leaving} counts those.
 */
public final class Formation {
  private static final Duration DEFAULT_TIME_TO_LIVE = Duration.ofDays(1);

  private final DynoHost host;
  private final AppLog log;
  private final IntSupplier release;
  private final Function<String, Map<String, String>> environment;
  private final DynoFaults faults;
  private final Map<String, ProcessType> types = new LinkedHashMap<>();
  private final Map<String, Dyno> listed = new LinkedHashMap<>();
  private final Set<Dyno> leaving = new LinkedHashSet<>();
  private Duration used = Duration.ZERO;

  /**
   * With a quantity of 0 for each process type.
   *
   * @param host what dynos need
   * @param log where they print
   * @param procfile the process types
   * @param size their size at first
   * @param settings asked at the start of each process, and for what goes wrong with it
   */
  public Formation(
      DynoHost host, AppLog log, Procfile procfile, DynoSize size, DynoSettings settings) {
    this.host = host;
    this.log = log;
    this.release = settings.release();
    this.environment = settings.environment();
    this.faults = settings.faults();
    procfile
        .commands()
        .forEach((name, command) ->
            types.put(name, new ProcessType(name, command, 0, size, Instant.now())));
  }

  /** The process types in the order of the Procfile. */
  public synchronized List<ProcessType> types() {
    return List.copyOf(types.values());
  }

  /** One process type; empty when the Procfile has none of that name. */
  public synchronized Optional<ProcessType> type(String name) {
    return Optional.ofNullable(types.get(name));
  }

  /** The dynos that are listed. */
  public synchronized List<Dyno> dynos() {
    return List.copyOf(listed.values());
  }

  /** The dynos that are listed no more but of which a process may still run. */
  public synchronized List<Dyno> leaving() {
    return List.copyOf(leaving);
  }

  /** What runs of a process type at this moment: also of dynos that are listed no more. */
  public synchronized List<ProcessGroup> processes(String type) {
    return Stream.concat(listed.values().stream(), leaving.stream())
        .filter(dyno -> dyno.plan().type().equals(type))
        .flatMap(dyno -> dyno.process().stream())
        .toList();
  }

  /** Starts and stops dynos so that the quantities are as wished; all types must exist. */
  public synchronized void scale(Collection<Scaling> wishes) {
    for (Scaling wish : wishes) {
      ProcessType type =
          types.computeIfPresent(
              wish.type(), (name, old) -> old.scaled(wish.quantity(), wish.size()));
      if (type == null) {
        throw new IllegalArgumentException("no process type " + wish.type());
      }
      log.fromHeroku("api", "Scaled to " + wish.type() + "@" + wish.quantity());
      adjust(type);
    }
  }

  /** Scales one process type and leaves its size. */
  public synchronized void scale(String type, int quantity) {
    DynoSize size = Optional.ofNullable(types.get(type)).map(ProcessType::size).orElseThrow();
    scale(List.of(new Scaling(type, quantity, size)));
  }

  /** Replaces dynos by new ones of the same name; a one-off dyno is only stopped. */
  public synchronized void restart(Predicate<Dyno> which) {
    for (Dyno dyno : dynos().stream().filter(which).toList()) {
      leave(dyno, faults.strike(Kind.OVERLAP, dyno.plan()).orElse(Duration.ZERO));
      ProcessType type = types.get(dyno.plan().type());
      if (type != null) {
        join(dyno.plan().name(), type);
      }
    }
  }

  /** Stops dynos; those of the formation stay listed as down until they are restarted or scaled. */
  public synchronized void stop(Predicate<Dyno> which) {
    dynos().stream().filter(which).forEach(dyno -> dyno.stop(stopLag(dyno, Duration.ZERO)));
  }

  /** Starts a one-off dyno. */
  public synchronized Dyno run(String command, DynoSize size, Optional<Duration> timeToLive) {
    String name;
    do {
      name = ProcessType.ONE_OFF + "." + ThreadLocalRandom.current().nextInt(1000, 10_000);
    } while (listed.containsKey(name));
    Duration limit = timeToLive.orElse(DEFAULT_TIME_TO_LIVE);
    return join(plan(name, ProcessType.ONE_OFF, command, size, Optional.of(limit)));
  }

  /** How long all dynos of this app have run in all, for the quota. */
  public synchronized Duration used() {
    Instant now = Instant.now();
    Duration running =
        listed.values().stream()
            .filter(dyno -> dyno.state() == DynoState.UP)
            .map(dyno -> Duration.between(dyno.since(), now))
            .reduce(Duration.ZERO, Duration::plus);
    return used.plus(running);
  }

  /** Stops everything, without any lag; completes when no process is left. */
  public synchronized Future<Void> close() {
    dynos().forEach(dyno -> leave(dyno, Duration.ZERO));
    leaving.forEach(Dyno::stopNow);
    return Future.join(leaving.stream().map(Dyno::gone).toList()).mapEmpty();
  }

  private void adjust(ProcessType type) {
    List<Dyno> mine =
        dynos().stream().filter(dyno -> dyno.plan().type().equals(type.name())).toList();
    for (Dyno dyno : mine) {
      if (number(dyno) > type.quantity()) {
        leave(dyno, stopLag(dyno, host.limits().stopLag()));
      } else if (dyno.state() == DynoState.DOWN) {
        leave(dyno, Duration.ZERO);
      }
    }
    for (int number = 1; number <= type.quantity(); number++) {
      String name = type.name() + "." + number;
      if (!listed.containsKey(name)) {
        join(name, type);
      }
    }
  }

  private Duration stopLag(Dyno dyno, Duration otherwise) {
    return faults.strike(Kind.STOP_LAG, dyno.plan()).orElse(otherwise);
  }

  private static int number(Dyno dyno) {
    String name = dyno.plan().name();
    return Integer.parseInt(name.substring(name.lastIndexOf('.') + 1));
  }

  private void join(String name, ProcessType type) {
    join(plan(name, type.name(), type.command(), type.size(), Optional.empty()));
  }

  private DynoPlan plan(
      String name, String type, String command, DynoSize size, Optional<Duration> timeToLive) {
    return new DynoPlan(
        UUID.randomUUID(),
        name,
        type,
        command,
        size,
        release.getAsInt(),
        () -> environment.apply(type),
        timeToLive,
        Instant.now());
  }

  private Dyno join(DynoPlan plan) {
    Dyno dyno = new Dyno(plan, host, log, faults, old -> restart(each -> each == old));
    listed.put(plan.name(), dyno);
    dyno.gone().onComplete(done -> forget(dyno));
    dyno.start();
    return dyno;
  }

  private void leave(Dyno dyno, Duration lag) {
    listed.remove(dyno.plan().name(), dyno);
    if (dyno.state() == DynoState.UP) {
      used = used.plus(Duration.between(dyno.since(), Instant.now()));
    }
    if (!dyno.gone().isComplete()) {
      leaving.add(dyno);
    }
    log.fromHeroku(dyno.plan().name(), "State changed from " + dyno.state().label() + " to down");
    dyno.stop(lag);
  }

  private synchronized void forget(Dyno dyno) {
    leaving.remove(dyno);
    if (dyno.plan().oneOff()) {
      listed.remove(dyno.plan().name(), dyno);
    }
  }
}
