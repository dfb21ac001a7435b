package hma.service;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.vertx.core.json.JsonObject;

/**
 * One JSON object a line for each event, its keys beside each other: logback's own encoder has them
 * in an array of objects, which no collector of logs can ask for by name.
 */
public final class JsonLineEncoder extends LineEncoder {
  @Override
  String line(ILoggingEvent event) {
    return new JsonObject(LogFields.of(event)).encode();
  }
}
