package hma.sandbox.demo;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A switchover as the master's API shows it. Members that are missing or null are read as "not
 * known yet".
 *
 * @param json the answer itself, which the report repeats
 */
public record Switchover(JsonObject json) {
  private static final Set<String> TERMINAL =
      Set.of("COMPLETED", "ROLLED_BACK", "CANCELLED", "FAILED");

  /** How far it is, as in {@code COPYING}. */
  public String state() {
    return json.getString("state", "UNKNOWN");
  }

  /** Whether nothing more will happen to it. */
  public boolean terminal() {
    return TERMINAL.contains(state());
  }

  /** Whether the target is active now, proven equal. */
  public boolean completed() {
    return state().equals("COMPLETED");
  }

  /** Rows carried so far. */
  public long rows() {
    return Optional.ofNullable(json.getLong("rows")).orElse(0L);
  }

  /** Bytes carried so far. */
  public long bytes() {
    return Optional.ofNullable(json.getLong("bytes")).orElse(0L);
  }

  /** Why it did not complete. */
  public Optional<String> failure() {
    return Optional.ofNullable(json.getValue("failure")).map(Object::toString);
  }

  /**
   * What the master measured, where it did.
   *
   * @param member {@code stopMs}, {@code cutOverMs} or {@code bootMs}
   */
  public Optional<Duration> measured(String member) {
    return Optional.ofNullable(json.getLong(member)).map(Duration::ofMillis);
  }
}
