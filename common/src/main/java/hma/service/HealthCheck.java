package hma.service;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;

/**
 * One thing a service needs in order to work.
 *
 * @param name as it reads in the answer
 * @param probe looks; its future fails when the thing is not there, and may say more by a {@link
 *     Finding}
 */
public record HealthCheck(String name, Supplier<? extends Future<?>> probe) {
  /**
   * What a probe saw.
   *
   * @param up whether the service can work with it
   * @param data what anybody may read of it
   */
  public record Finding(boolean up, JsonObject data) {}
}
