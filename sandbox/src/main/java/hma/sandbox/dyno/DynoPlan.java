package hma.sandbox.dyno;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What a dyno is to be.
 *
 * @param id unique, for the API
 * @param name as in {@code web.1} or {@code run.4711}
 * @param type the process type; {@code run} for a one-off dyno
 * @param command a line for {@code bash -c}
 * @param size its size
 * @param release the version of the release it runs
 * @param environment its config vars, asked anew for each start of its process
 * @param timeToLive how long a one-off dyno may run; empty for one of the formation
 * @param createdAt when it joined the list
 */
public record DynoPlan(
    UUID id,
    String name,
    String type,
    String command,
    DynoSize size,
    int release,
    Supplier<Map<String, String>> environment,
    Optional<Duration> timeToLive,
    Instant createdAt) {
  /** Whether it gets a port and requests. */
  public boolean web() {
    return type.equals(ProcessType.WEB);
  }

  /** Whether it runs once and is then gone. */
  public boolean oneOff() {
    return type.equals(ProcessType.ONE_OFF);
  }
}
