package hma.sandbox.heroku;

import hma.sandbox.dyno.AppLog;
import hma.sandbox.dyno.DynoFaults;
import hma.sandbox.dyno.DynoHost;
import hma.sandbox.dyno.DynoSettings;
import hma.sandbox.dyno.Formation;
import hma.sandbox.dyno.ProcessType;
import hma.sandbox.faults.CurrentFaults;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One app: its formation, config vars, releases and maintenance mode.
 *
 * <p>Unlike on Heroku, config vars of the services are kept from other process types: a foreign
 * worker has no business with HMA's keys and tokens.
 */
public final class App {
  private final AppPlan plan;
  private final UUID id;
  private final AppLog log;
  private final Formation formation;
  private final Instant createdAt = Instant.now();
  private final Map<String, String> configVars = new TreeMap<>();
  private final Set<String> ofServices;
  private final List<Release> releases = new ArrayList<>();
  private boolean maintenance;
  private @Nullable URI webUrl;

  App(AppPlan plan, DynoHost host, AppLog log, CurrentFaults faults) {
    this.plan = plan;
    this.id = UUID.nameUUIDFromBytes(plan.name().getBytes(StandardCharsets.UTF_8));
    this.log = log;
    this.ofServices = plan.serviceVars().keySet();
    configVars.putAll(plan.serviceVars());
    configVars.putAll(plan.sharedVars());
    addRelease("Initial release");
    addRelease("Deploy sandbox");
    this.formation =
        new Formation(
            host,
            log,
            plan.procfile(),
            plan.size(),
            new DynoSettings(
                () -> currentRelease().version(),
                this::environment,
                new DynoFaults(faults, plan.name())));
  }

  /** Its name, which is unique. */
  public String name() {
    return plan.name();
  }

  /** Its id, which is accepted wherever its name is. */
  public UUID id() {
    return id;
  }

  /** Whose it is. */
  public Account owner() {
    return plan.owner();
  }

  /** Its dynos. */
  public Formation formation() {
    return formation;
  }

  /** Its log. */
  public AppLog log() {
    return log;
  }

  /** The router's address for it, with a slash at the end. */
  public synchronized URI webUrl() {
    return Objects.requireNonNull(webUrl, "the router does not listen yet");
  }

  synchronized void listensAt(URI url) {
    webUrl = url;
  }

  /** Whether the router answers every request with 503. */
  public synchronized boolean maintenance() {
    return maintenance;
  }

  /** When it was made. */
  Instant createdAt() {
    return createdAt;
  }

  synchronized void maintenance(boolean on) {
    maintenance = on;
  }

  /** All config vars, by name. */
  public synchronized Map<String, String> configVars() {
    return Collections.unmodifiableMap(new TreeMap<>(configVars));
  }

  /**
   * Sets config vars and removes those in the second set; makes a release and restarts all dynos.
   */
  void configure(Map<String, String> changes, Set<String> removals) {
    synchronized (this) {
      configVars.putAll(changes);
      configVars.keySet().removeAll(removals);
      Set<String> names = new TreeSet<>(changes.keySet());
      names.addAll(removals);
      addRelease("Set " + String.join(", ", names) + " config vars");
    }
    formation.restart(any -> true);
  }

  /** The newest comes last. */
  synchronized List<Release> releases() {
    return List.copyOf(releases);
  }

  synchronized Release currentRelease() {
    return releases.getLast();
  }

  private synchronized void addRelease(String description) {
    int version = releases.size() + 1;
    releases.add(new Release(UUID.randomUUID(), version, description, Instant.now()));
  }

  /** What a dyno of that type sees: all for web and one-off dynos, nothing of HMA's for others. */
  private Map<String, String> environment(String type) {
    Map<String, String> visible = new TreeMap<>(configVars());
    if (type.equals(ProcessType.WEB) || type.equals(ProcessType.ONE_OFF)) {
      return visible;
    }
    Predicate<String> ofHma = name -> ofServices.contains(name) || name.startsWith("HMA_");
    visible.keySet().removeIf(ofHma);
    visible.putAll(plan.workerVars());
    return visible;
  }
}
