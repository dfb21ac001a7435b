package hma.sandbox.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A fault of dynos. */
public final class DynoFault {
  static final List<String> KEYS = keys();

  /** What is struck; each is an event in the life of a dyno, and a length of time. */
  public enum Kind {
    /** A dyno that is scaled away or stopped: from then to its SIGTERM. */
    STOP_LAG("stopLagMs"),
    /** A dyno that joins the list: from then to the start of its process. */
    BOOT_LAG("bootLagMs"),
    /** A dyno that is replaced by a new one: from then to its SIGTERM. */
    OVERLAP("overlapMs"),
    /** A dyno that is up: from then to the end of its process. */
    CRASH("crashAfterMs"),
    /** A dyno that is up: from then to its replacement by a new one. */
    CYCLE("cycleAfterMs");

    private final String key;

    Kind(String key) {
      this.key = key;
    }
  }

  private final Kind kind;
  private final Span span;
  private final Optional<String> app;
  private final Optional<String> type;
  private final Strikes strikes;

  DynoFault(Entry entry, Strikes strikes) {
    List<String> kinds = Arrays.stream(Kind.values()).map(each -> each.key).toList();
    String key = entry.oneOf(kinds).orElseThrow(() -> entry.nothing(kinds));
    this.kind = Arrays.stream(Kind.values()).filter(each -> each.key.equals(key)).findFirst().get();
    this.span = entry.span(key).orElseThrow();
    this.app = entry.text("app");
    this.type = entry.text("type");
    this.strikes = strikes;
  }

  Strikes strikes() {
    return strikes;
  }

  Optional<String> app() {
    return app;
  }

  boolean strikes(Kind event, String dynoApp, String dynoType) {
    return kind == event
        && app.map(dynoApp::equals).orElse(true)
        && type.map(dynoType::equals).orElse(true)
        && strikes.next();
  }

  Duration draw() {
    return strikes.draw(span);
  }

  private static List<String> keys() {
    List<String> keys = new ArrayList<>(List.of("app", "type"));
    Arrays.stream(Kind.values()).map(each -> each.key).forEach(keys::add);
    return List.copyOf(keys);
  }
}
