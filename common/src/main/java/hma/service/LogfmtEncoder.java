package hma.service;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.Map;

/**
 * One line for each event, {@code key=value key="a value"}, as people and Heroku's tools read it.
 */
public final class LogfmtEncoder extends LineEncoder {
  @Override
  String line(ILoggingEvent event) {
    StringBuilder line = new StringBuilder();
    for (Map.Entry<String, Object> field : LogFields.of(event).entrySet()) {
      line.append(line.isEmpty() ? "" : " ").append(field.getKey()).append('=');
      append(line, field.getValue().toString());
    }
    return line.toString();
  }

  private static void append(StringBuilder line, String value) {
    if (!value.isEmpty() && value.chars().noneMatch(LogfmtEncoder::needsQuotes)) {
      line.append(value);
      return;
    }
    line.append('"');
    value.chars().forEach(character -> append(line, (char) character));
    line.append('"');
  }

  private static boolean needsQuotes(int character) {
    return character <= ' ' || character == '"' || character == '=' || isControl(character);
  }

  /** Whatever ends a line or moves a cursor would let a request forge an event. */
  private static void append(StringBuilder line, char character) {
    switch (character) {
      case '"', '\\' -> line.append('\\').append(character);
      case '\n' -> line.append("\\n");
      case '\r' -> line.append("\\r");
      case '\t' -> line.append("\\t");
      default -> {
        if (isControl(character)) {
          line.append("\\u%04x".formatted((int) character));
        } else {
          line.append(character);
        }
      }
    }
  }

  private static boolean isControl(int character) {
    return Character.isISOControl(character) || character == '\u2028' || character == '\u2029';
  }
}
