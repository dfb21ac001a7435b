package hma.crash;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import hma.service.JsonLineEncoder;
import hma.service.LogfmtEncoder;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What services in this process would print while this is open, at every level, in both forms. */
final class PrintedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Logger hma = (Logger) LoggerFactory.getLogger("hma");
  private final List<String> logfmt = new CopyOnWriteArrayList<>();
  private final List<JsonObject> json = new CopyOnWriteArrayList<>();
  private final Encoder<ILoggingEvent> asLogfmt = new LogfmtEncoder();
  private final Encoder<ILoggingEvent> asJson = new JsonLineEncoder();

  PrintedLog() {
    setContext(root.getLoggerContext());
    start();
    root.addAppender(this);
    hma.setLevel(Level.DEBUG);
  }

  @Override
  protected void append(ILoggingEvent event) {
    logfmt.add(text(asLogfmt, event));
    json.add(new JsonObject(text(asJson, event)));
  }

  private static String text(Encoder<ILoggingEvent> encoder, ILoggingEvent event) {
    return new String(encoder.encode(event), StandardCharsets.UTF_8);
  }

  /** Lines with their ends. */
  List<String> logfmt() {
    return logfmt;
  }

  /** Lines of the level info and above. */
  List<JsonObject> usual() {
    return json.stream().filter(line -> !line.getString("level").equals("debug")).toList();
  }

  /** Everything, in both forms. */
  String all() {
    StringBuilder all = new StringBuilder();
    logfmt.forEach(all::append);
    json.forEach(line -> all.append(line.encode()).append('\n'));
    return all.toString();
  }

  @Override
  public void close() {
    root.detachAppender(this);
    hma.setLevel(null);
    stop();
  }
}
