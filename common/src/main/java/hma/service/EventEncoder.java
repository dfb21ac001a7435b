package hma.service;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line for each event, in the form that {@code HMA_LOG} names. A name that is none must not
 * silence the log: it is in the default form then, and its first line says so.
 */
public final class EventEncoder extends LineEncoder {
  private static final byte[] NOTHING = {};

  private LineEncoder chosen = new LogfmtEncoder();
  private String unknown = "";

  /** Takes the form's name; blank stands for the default. */
  public void setForm(@Nullable String form) {
    switch (form == null ? "" : form.strip()) {
      case "", "logfmt" -> chosen = new LogfmtEncoder();
      case "json" -> chosen = new JsonLineEncoder();
      case String other -> unknown = other;
    }
  }

  @Override
  public byte[] headerBytes() {
    return unknown.isEmpty() ? NOTHING : encode(complaint());
  }

  private ILoggingEvent complaint() {
    LoggingEvent event = new LoggingEvent();
    event.setLoggerName(EventEncoder.class.getName());
    event.setLevel(Level.WARN);
    event.setTimeStamp(System.currentTimeMillis());
    event.setMDCPropertyMap(Map.of());
    event.setMessage(
        "HMA_LOG is \"%s\": it must be logfmt or json; the log is in logfmt".formatted(unknown));
    return event;
  }

  @Override
  String line(ILoggingEvent event) {
    return chosen.line(event);
  }
}
