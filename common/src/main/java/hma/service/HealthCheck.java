package hma.service;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One thing a service needs in order to work.
 *
 * @param name as it reads in the answer
 * @param probe looks; its future fails when the thing is not there, and may say more by a {@link
 *     Finding}
 */
public record HealthCheck(String name, Supplier<? extends Future<?>> probe) {
  /** The same, of which nobody may read why. */
  public HealthCheck silent() {
    return new HealthCheck(
        name,
        () ->
            probe
                .get()
                .map(seen ->
                    seen instanceof Finding finding
                        ? new Finding(finding.up(), new JsonObject())
                        : seen));
  }

  /**
   * What a probe saw.
   *
   * @param up whether the service can work with it
   * @param data what anybody may read of it: names with texts, numbers and booleans
   */
  public record Finding(boolean up, JsonObject data) {
    /**
     * Checks that programs which know the form can read it.
     *
     * @throws IllegalArgumentException where a value is neither text nor a number nor a boolean
     */
    public Finding {
      for (Map.Entry<String, Object> entry : data) {
        Object value = entry.getValue();
        if (!(value instanceof String || value instanceof Number || value instanceof Boolean)) {
          throw new IllegalArgumentException(entry.getKey() + " is more than one value");
        }
      }
    }
  }
}
