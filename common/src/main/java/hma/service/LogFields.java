package hma.service;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * What a line of the log says, in its order: {@code time}, {@code level}, {@code logger}, {@code
 * msg}, the event's own keys (docs/logs.md lists them), and of a failure {@code error} and {@code
 * stack}. Whatever form it is written in, secrets are taken out here.
 */
final class LogFields {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private LogFields() {}

  /** Of an event: text, numbers and booleans. */
  static Map<String, Object> of(ILoggingEvent event) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("time", TIME.format(Instant.ofEpochMilli(event.getTimeStamp())));
    fields.put("level", event.getLevel().toString().toLowerCase(Locale.ROOT));
    fields.put("logger", simple(event.getLoggerName()));
    fields.put("msg", Redaction.of(event.getFormattedMessage()));
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    if (pairs != null) {
      pairs.forEach(pair -> put(fields, pair.key, pair.value));
    }
    event.getMDCPropertyMap().forEach((key, value) -> put(fields, key, value));
    if (event.getThrowableProxy() != null) {
      String stack = ThrowableProxyUtil.asString(event.getThrowableProxy());
      put(fields, "error", stack.lines().findFirst().orElse(""));
      put(fields, "stack", stack);
    }
    return fields;
  }

  /** The first one counts: what the line says of itself, before what its thread is about. */
  private static void put(Map<String, Object> fields, String key, @Nullable Object value) {
    switch (value) {
      case null -> {
        // Not known: then it is not in the line.
      }
      case Number number -> fields.putIfAbsent(key, number);
      case Boolean flag -> fields.putIfAbsent(key, flag);
      default -> fields.putIfAbsent(key, Redaction.of(value.toString()));
    }
  }

  private static String simple(String logger) {
    return logger.substring(logger.lastIndexOf('.') + 1);
  }
}
