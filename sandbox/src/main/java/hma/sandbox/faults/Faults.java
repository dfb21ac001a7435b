package hma.sandbox.faults;

import hma.sandbox.faults.DynoFault.Kind;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What goes wrong on purpose: the faults file of {@code sandbox up --faults}, described in {@code
 * docs/sandbox.md}.
 */
public final class Faults {
  private static final Set<String> KEYS =
      Set.of("seed", "api", "dynos", "router", "links", "quota", "clocks");

  private final JsonObject document;
  private final List<ApiFault> api;
  private final List<DynoFault> dynos;
  private final List<RouterFault> router;
  private final List<LinkFault> links;
  private final Map<String, Duration> quota;
  private final Map<String, Duration> clocks;

  private Faults(JsonObject document) {
    Entry root = Entry.of(document, "the top", KEYS);
    long seed =
        root.has("seed")
            ? root.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE)
            : new Random().nextInt(1, Integer.MAX_VALUE);
    this.document = document.copy().put("seed", seed);
    this.api =
        entries(root, "api", ApiFault.KEYS, entry -> new ApiFault(entry, Strikes.of(entry, seed)));
    this.dynos =
        entries(
            root, "dynos", DynoFault.KEYS, entry -> new DynoFault(entry, Strikes.of(entry, seed)));
    this.router =
        entries(
            root,
            "router",
            RouterFault.KEYS,
            entry -> new RouterFault(entry, Strikes.of(entry, seed)));
    this.links =
        NamedEntries.read(root, "links", LinkFault.KEYS).stream()
            .map(entry -> new LinkFault(entry, seed))
            .toList();
    this.quota = NamedEntries.quota(root);
    this.clocks = NamedEntries.clocks(root);
  }

  /** Nothing goes wrong. */
  public static Faults none() {
    return new Faults(new JsonObject());
  }

  /**
   * Reads a faults file.
   *
   * @throws IllegalArgumentException when it cannot be read, is no JSON or has a key or a value
   *     that is not known; the message names it
   */
  public static Faults read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException unreadable) {
      throw new IllegalArgumentException("faults file " + file + " cannot be read", unreadable);
    } catch (IllegalArgumentException unusable) {
      throw new IllegalArgumentException(
          "faults file " + file + ": " + unusable.getMessage(), unusable);
    }
  }

  /**
   * What such a file's content says.
   *
   * @throws IllegalArgumentException when it is no JSON or has a key or a value that is not known
   */
  public static Faults parse(String json) {
    JsonObject document;
    try {
      document = new JsonObject(json);
    } catch (DecodeException malformed) {
      throw new IllegalArgumentException("the faults are not JSON, or no object", malformed);
    }
    return new Faults(document);
  }

  /** As they were given, with the seed that is used. */
  public JsonObject document() {
    return document.copy();
  }

  /** What every random choice begins with. */
  public long seed() {
    return document.getLong("seed");
  }

  /** The apps that are named in them. */
  public Set<String> apps() {
    Set<String> named = new TreeSet<>(quota.keySet());
    dynos.forEach(fault -> fault.app().ifPresent(named::add));
    router.forEach(fault -> fault.app().ifPresent(named::add));
    links.forEach(fault -> named.add(fault.at()));
    named.addAll(clocks.keySet());
    named.remove(LinkFault.API);
    return named;
  }

  /** How often each entry matched and struck so far. */
  public List<Strikes> strikes() {
    return Stream.of(
            api.stream().map(ApiFault::strikes),
            dynos.stream().map(DynoFault::strikes),
            router.stream().map(RouterFault::strikes),
            links.stream().map(LinkFault::strikes))
        .flatMap(Function.identity())
        .toList();
  }

  /** What strikes this request to the Platform API; the first entry that does. */
  public Optional<ApiFault.Blow> ofApi(String method, String path) {
    return api.stream()
        .filter(fault -> fault.strikes(method, path))
        .findFirst()
        .map(ApiFault::blow);
  }

  /** What strikes a dyno at this event; the first entry that does. */
  public Optional<Duration> ofDyno(Kind event, String app, String type) {
    return dynos.stream()
        .filter(fault -> fault.strikes(event, app, type))
        .findFirst()
        .map(DynoFault::draw);
  }

  /** What strikes this request to an app; the first entry that does. */
  public Optional<RouterFault.Blow> ofRouter(String app, String method, String path) {
    return router.stream()
        .filter(fault -> fault.strikes(app, method, path))
        .findFirst()
        .map(RouterFault::blow);
  }

  /** The line to the Platform API or to an app's router, where it is a bad one. */
  public Optional<LinkFault> ofLink(String at) {
    return links.stream().filter(link -> link.at().equals(at)).findFirst();
  }

  /** What is left of the dyno hours of an app's account, where these say. */
  public Optional<Duration> quotaLeft(String app) {
    return Optional.ofNullable(quota.get(app));
  }

  /** How far the clock of the Platform API, or of the dynos of an app, is ahead. */
  public Duration clockAhead(String of) {
    return clocks.getOrDefault(of, Duration.ZERO);
  }

  /** The apps whose dynos have clocks of their own. */
  public Set<String> appsWithClocks() {
    Set<String> apps = new TreeSet<>(clocks.keySet());
    apps.remove(LinkFault.API);
    return apps;
  }

  private static <T> List<T> entries(
      Entry root, String key, Collection<String> known, Function<Entry, T> fault) {
    List<T> faults = new ArrayList<>();
    for (Object each : root.list(key)) {
      faults.add(fault.apply(Entry.striking(each, key + "[" + faults.size() + "]", known)));
    }
    return List.copyOf(faults);
  }
}
