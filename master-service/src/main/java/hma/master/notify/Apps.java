package hma.master.notify;

import io.vertx.core.json.JsonObject;

/**
 * Whose notifications these are, where several installations share a receiver.
 *
 * @param master the master's app
 * @param slave the slave's app
 */
public record Apps(String master, String slave) {
  JsonObject toJson() {
    return new JsonObject().put("master", master).put("slave", slave);
  }

  @Override
  public String toString() {
    return master + "/" + slave;
  }
}
