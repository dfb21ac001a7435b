package hma.sandbox;

import hma.config.Secret;
import hma.protocol.Side;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where everything of a running sandbox is, with the tokens and the key; described in {@code
 * docs/sandbox.md}.
 *
 * @param herokuApi the Platform API, without a slash at the end
 * @param control the sandbox's own API, with a slash at the end
 * @param master the master's app
 * @param slave the slave's app
 * @param sharedKey what both services know: {@code HMA_SHARED_KEY}
 * @param active whose worker ran when the sandbox became ready
 */
public record ReadyFile(
    URI herokuApi, URI control, AppAccess master, AppAccess slave, Secret sharedKey, Side active) {

  /**
   * One app.
   *
   * @param app its name
   * @param token its account's token for the Platform API
   * @param url its web_url, with a slash at the end
   * @param database its DATABASE_URL
   */
  public record AppAccess(String app, Secret token, URI url, Secret database) {
    private JsonObject toJson() {
      return new JsonObject()
          .put("app", app)
          .put("token", token.reveal())
          .put("url", url.toString())
          .put("database", database.reveal());
    }
  }

  /** The app of a side. */
  public AppAccess of(Side side) {
    return side == Side.MASTER ? master : slave;
  }

  /** As it is written, secrets included. */
  public String toJson() {
    return new JsonObject()
        .put("heroku", new JsonObject().put("api", herokuApi.toString()))
        .put("sandbox", new JsonObject().put("control", control.toString()))
        .put("master", master.toJson())
        .put("slave", slave.toJson())
        .put("sharedKey", sharedKey.reveal())
        .put("active", active.label())
        .encodePrettily();
  }

  /** Writes it at once or not at all, readable by its owner only. */
  void write(Path file) throws IOException {
    Path target = file.toAbsolutePath();
    Path draft =
        Files.createTempFile(
            target.getParent(),
            ".ready",
            ".json",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(draft, toJson() + "\n");
    Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
  }
}
