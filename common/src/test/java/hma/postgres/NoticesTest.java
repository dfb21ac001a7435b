package hma.postgres;

import static hma.postgres.CopyTestSupport.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import hma.config.DatabaseUrl;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class NoticesTest {
  private final DatabaseUrl database = TestPostgres.shared().newDatabase();
  private final Vertx vertx = Vertx.vertx();
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Logger ours = (Logger) LoggerFactory.getLogger("hma");
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void record() {
    log.start();
    ours.setLevel(Level.DEBUG);
    root.addAppender(log);
  }

  @AfterEach
  void close() {
    root.detachAppender(log);
    ours.setLevel(null);
    await(vertx.close());
  }

  @Test
  void logsAsLoudAsTheServerMeansIt() {
    // Given
    PgConnection connection = await(Postgres.of(vertx, database, "hma/test").connect());

    // When
    await(
        connection
            .query(
                """
                SET client_min_messages = 'debug1';
                CREATE SCHEMA IF NOT EXISTS public;
                DO $$ BEGIN
                  RAISE DEBUG 'a debugging aid'; RAISE LOG 'a log line'; RAISE INFO 'an answer';
                  RAISE WARNING 'a warning'; RAISE NOTICE 'truncated' USING ERRCODE = '01004';
                END $$
                """)
            .execute());

    // Then
    assertThat(log.list)
        .filteredOn(event -> event.getLoggerName().startsWith("hma."))
        .extracting(ILoggingEvent::getFormattedMessage, ILoggingEvent::getLevel)
        .contains(
            tuple("schema \"public\" already exists, skipping", Level.DEBUG),
            tuple("a debugging aid", Level.DEBUG),
            tuple("a log line", Level.DEBUG),
            tuple("an answer", Level.DEBUG),
            tuple("a warning", Level.WARN),
            tuple("truncated", Level.WARN));
    assertThat(log.list)
        .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactlyInAnyOrder("a warning", "truncated");
  }
}
