package hma.service;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class LogFormsTest {
  private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("hma.tests.OneWhoTells");

  @ParameterizedTest
  @CsvSource({"logfmt,logfmt", "json,json", "'',logfmt", "' ',logfmt"})
  void areThoseThatAreAskedFor(String asked, String form) {
    EventEncoder encoder = new EventEncoder();
    encoder.setForm(asked);
    ILoggingEvent event = logged(log -> log.info("well"));

    assertThat(encoder.headerBytes()).isEmpty();
    assertThat(new String(encoder.encode(event), StandardCharsets.UTF_8))
        .startsWith(form.equals("json") ? "{" : "time=");
  }

  @Test
  void areTheDefaultWhereAnUnknownOneIsAskedForAndTheLogSaysSo() {
    EventEncoder encoder = new EventEncoder();
    encoder.setForm("xml");

    assertThat(new String(encoder.headerBytes(), StandardCharsets.UTF_8))
        .matches(
            "time=\\S+Z level=warn logger=EventEncoder msg=\"HMA_LOG is .*xml.* must be logfmt or json.*\"\n");
    assertThat(encoder.line(logged(log -> log.info("well")))).startsWith("time=");
  }

  @ParameterizedTest
  @CsvSource({"debug,debug", "WARN,warn", "'',info", "loud,info"})
  void haveTheLevelThatIsAskedForOrTheDefault(String asked, String level) {
    assertThat(LogLevel.level(asked, "info")).isEqualTo(level);
  }

  @Test
  void writeKeysAndValuesInTheirOrder() {
    // When
    ILoggingEvent event =
        logged(log ->
            log.atWarn()
                .addKeyValue("switchover", "20261123-164546-888b31c7")
                .addKeyValue("step", "stop the worker")
                .addKeyValue("durationMs", 5001)
                .addKeyValue("verified", true)
                .addKeyValue("until", Duration.ofSeconds(5))
                .addKeyValue("reason", (Object) null)
                .log("it {} \"well\"", "went"));

    // Then
    assertThat(logfmt(event))
        .matches(
            "time=\\S+Z level=warn logger=OneWhoTells msg=\"it went \\\\\"well\\\\\"\""
                + " switchover=20261123-164546-888b31c7 step=\"stop the worker\" durationMs=5001"
                + " verified=true until=PT5S\n");
    JsonObject json = json(event);
    assertThat(json.fieldNames())
        .containsExactly(
            "time",
            "level",
            "logger",
            "msg",
            "switchover",
            "step",
            "durationMs",
            "verified",
            "until");
    assertThat(json.getInteger("durationMs")).isEqualTo(5001);
    assertThat(json.getBoolean("verified")).isTrue();
    assertThat(json.getString("msg")).isEqualTo("it went \"well\"");
  }

  @Test
  void letNobodyForgeAnEvent() {
    // When
    ILoggingEvent event =
        logged(log ->
            log.atInfo()
                .addKeyValue("path", "/\r\ntime=now level=error\u2028msg=forged\u001b[2J")
                .log("a\nb"));

    // Then
    for (String line : new String[] {logfmt(event), text(new JsonLineEncoder(), event)}) {
      assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
      assertThat(line).doesNotContain("\r", "\u001b");
    }
    assertThat(logfmt(event))
        .contains(
            "msg=\"a\\nb\"", "path=\"/\\r\\ntime=now level=error\\u2028msg=forged\\u001b[2J\"");
  }

  @Test
  void tellOfAFailureInTheSameLine() {
    // When
    IllegalStateException failure =
        new IllegalStateException("it broke", new RuntimeException("because"));
    ILoggingEvent event = logged(log -> log.atError().setCause(failure).log("failed"));

    // Then
    assertThat(logfmt(event))
        .contains("error=\"java.lang.IllegalStateException: it broke\" stack=\"")
        .contains("because")
        .containsOnlyOnce("\n");
    assertThat(json(event).getString("stack")).contains("\n", "Caused by: ", "because");
  }

  @Test
  void addWhatTheThreadIsAboutUnlessTheEventSaysSo() {
    // When
    try (MDC.MDCCloseable about = MDC.putCloseable("switchover", "of-the-thread")) {
      // Then
      assertThat(json(logged(log -> log.info("x"))).getString("switchover"))
          .isEqualTo("of-the-thread");
      assertThat(
              json(logged(log -> log.atInfo().addKeyValue("switchover", "its-own").log("x")))
                  .getString("switchover"))
          .isEqualTo("its-own");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'postgres://u:sesame@host:5432/db?sslmode=require', 'postgres://u:***@host:5432/db?sslmode=require'",
    "'to https://:sesame@host/ and back', 'to https://:***@host/ and back'",
    "'Authorization: Bearer abc.def-123_456', 'Authorization: Bearer ***'",
    "'authorization: basic QWxhZGRpbjpvcGVu', 'authorization: basic ***'",
    "'token HRKU-01234567-89ab', 'token HRKU-***'",
    "'eyJhbGciOiJIUzI1NiJ9.e30.c2ln is used', 'eyJ*** is used'",
    "'with whsec_MDEyMzQ1Njc4OWFiY2RlZg==', 'with whsec_***'",
    "'a worker of basic size at 12:30, http://host:80/a@b', 'a worker of basic size at 12:30, http://host:80/a@b'",
  })
  void hideSecretsThatALibraryHandsOver(String said, String written) {
    ILoggingEvent event =
        logged(log ->
            log.atInfo()
                .addKeyValue("reason", said)
                .setCause(new IllegalStateException(said))
                .log(said));

    JsonObject json = json(event);
    assertThat(json.getString("msg")).isEqualTo(written);
    assertThat(json.getString("reason")).isEqualTo(written);
    assertThat(json.getString("error")).endsWith(written);
    assertThat(json.encode() + logfmt(event)).doesNotContain("sesame");
  }

  private static ILoggingEvent logged(Consumer<org.slf4j.Logger> work) {
    ListAppender<ILoggingEvent> events = new ListAppender<>();
    events.start();
    Level before = LOGGER.getLevel();
    LOGGER.setLevel(Level.DEBUG);
    LOGGER.setAdditive(false);
    LOGGER.addAppender(events);
    try {
      work.accept(LOGGER);
    } finally {
      LOGGER.detachAppender(events);
      LOGGER.setLevel(before);
    }
    return events.list.getFirst();
  }

  private static String logfmt(ILoggingEvent event) {
    return text(new LogfmtEncoder(), event);
  }

  private static JsonObject json(ILoggingEvent event) {
    return new JsonObject(text(new JsonLineEncoder(), event));
  }

  private static String text(Encoder<ILoggingEvent> encoder, ILoggingEvent event) {
    return new String(encoder.encode(event), StandardCharsets.UTF_8);
  }
}
