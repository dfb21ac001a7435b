package hma.master.notify;

import hma.config.Webhook;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/**
 * A notification as it is posted.
 *
 * @param id the notification's
 * @param type the notification's
 * @param body JSON; what is signed is these bytes
 */
record Letter(String id, String type, Buffer body) {
  /** Writes a notification. */
  static Letter of(Notification notification, Webhook.Format format) {
    JsonObject body =
        switch (format) {
          case STANDARD ->
              new JsonObject()
                  .put("type", notification.type())
                  .put("timestamp", notification.timestamp().toString())
                  .put("data", notification.data());
          case SLACK -> new JsonObject().put("text", escaped(notification.sentence()));
        };
    return new Letter(notification.id(), notification.type(), body.toBuffer());
  }

  /**
   * Slack reads links, names of people and calls to all of a channel between angle brackets. See <a
   * href="https://docs.slack.dev/messaging/formatting-message-text">Formatting message text</a>.
   */
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
