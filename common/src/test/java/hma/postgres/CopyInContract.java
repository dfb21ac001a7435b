package hma.postgres;

import static hma.postgres.CopyTestSupport.LIMIT;
import static hma.postgres.CopyTestSupport.MEBIBYTE;
import static hma.postgres.CopyTestSupport.await;
import static hma.postgres.CopyTestSupport.sqlState;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hma.workflow.TimeLimitExceeded;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for COPY … FROM STDIN, whatever the connection runs over. */
abstract class CopyInContract {
  private static final String INTO_T = "COPY public.t FROM STDIN";

  private CopyTestSupport copy;

  abstract TestPostgres server();

  @BeforeEach
  void open() {
    copy = new CopyTestSupport(server().newDatabase());
    copy.execute("CREATE TABLE public.t (n int PRIMARY KEY, padding text)");
    copy.execute("SET lock_timeout = 0");
  }

  @AfterEach
  void close() {
    copy.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {11, 1000, 65_536, MEBIBYTE})
  void storesEveryRowHoweverTheDataIsCut(int chunkBytes) {
    // Given
    Buffer data =
        Buffer.buffer(
            IntStream.rangeClosed(1, 5000)
                .mapToObj(n -> n + "\tä" + "y".repeat(n % 97) + "\n")
                .collect(Collectors.joining()));

    // When
    long rows;
    try (ChunkWriter writer = copy.writer(INTO_T)) {
      for (int start = 0; start < data.length(); start += chunkBytes) {
        writer.write(data.slice(start, Math.min(start + chunkBytes, data.length())), LIMIT);
      }
      rows = writer.finish(LIMIT);
    }

    // Then
    assertThat(rows).isEqualTo(5000);
    assertThat(copy.readAll("SELECT * FROM public.t ORDER BY n", MEBIBYTE)).isEqualTo(data);
  }

  @Test
  void storesNothingWhereNothingIsWritten() {
    // When
    try (ChunkWriter writer = copy.writer(INTO_T)) {
      writer.write(Buffer.buffer(), LIMIT);

      // Then
      assertThat(writer.finish(LIMIT)).isZero();
    }
    copy.assertUsable();
  }

  @Test
  void leavesTheWrittenBufferAsItWas() {
    // Given
    Buffer row = Buffer.buffer("1\ta\n");

    // When
    try (ChunkWriter writer = copy.writer(INTO_T)) {
      writer.write(row, LIMIT);
      writer.finish(LIMIT);
    }

    // Then
    assertThat(row).hasToString("1\ta\n");
    assertThat(row.appendString("2\tb\n")).hasToString("1\ta\n2\tb\n");
  }

  @Test
  void keepsNoRowOfACopyThatIsAbortedInTheMiddleOfARow() {
    // Given
    CopyIn in = await(CopyStreams.copyIn(copy.connection, INTO_T));
    await(in.write(Buffer.buffer("1\ta\n2\tb")));

    // When
    await(in.abort("the source\0is gone"));

    // Then
    assertThat(sqlState(in.rows().cause())).isEqualTo("57014");
    assertThat(in.rows().cause()).hasMessageContaining("the source is gone");
    assertThat(copy.query("SELECT count(*)::text FROM public.t")).isEqualTo("0");
  }

  @Test
  void abortsACopyThatIsClosedUnfinished() {
    // Given
    copy.execute("BEGIN");

    // When
    try (ChunkWriter writer = copy.writer(INTO_T)) {
      writer.write(Buffer.buffer("1\ta\n"), LIMIT);
    }

    // Then
    copy.execute("ROLLBACK");
    assertThat(copy.query("SELECT count(*)::text FROM public.t")).isEqualTo("0");
  }

  @Test
  void tellsTheServersErrorAboutTheMiddleOfARow() {
    // Given
    CopyIn in = await(CopyStreams.copyIn(copy.connection, INTO_T));

    // When
    await(in.write(Buffer.buffer("1\ta\nnot a num")));
    await(in.write(Buffer.buffer("ber\tb\n" + "3\tc\n".repeat(10_000))));
    Throwable failure = CopyTestSupport.failure(in.end());

    // Then
    assertThat(sqlState(failure)).isEqualTo("22P02");
    assertThat(CopyTestSupport.failure(in.write(Buffer.buffer("4\td\n")))).isSameAs(failure);
    await(in.abort("nothing is left to abort"));
    assertThat(copy.query("SELECT count(*)::text FROM public.t")).isEqualTo("0");
  }

  @Test
  void tellsThatTheDataEndedInTheMiddleOfARow() {
    // When
    try (ChunkWriter writer = copy.writer(INTO_T)) {
      writer.write(Buffer.buffer("1\ta\n2"), LIMIT);

      // Then
      assertThatThrownBy(() -> writer.finish(LIMIT))
          .satisfies(failure -> assertThat(sqlState(failure)).isEqualTo("22P04"));
    }
    copy.assertUsable();
  }

  @Test
  void tellsAWriterThatGoesOnThatTheServerHasRefused() {
    // Given
    Buffer rows = Buffer.buffer("1\tduplicate\n".repeat(10_000));

    // When
    try (ChunkWriter writer = copy.writer(INTO_T)) {
      // Then
      assertThatThrownBy(
              () -> {
                for (int round = 0; round < 100_000; round++) {
                  writer.write(rows, LIMIT);
                }
              })
          .satisfies(failure -> assertThat(sqlState(failure)).isEqualTo("23505"));
    }
    copy.assertUsable();
  }

  @Test
  void tellsThatTheServerRefusesByPrivileges() {
    // Given
    Sql.execute(server().administrator(copy.database), "CREATE TABLE public.foreign_table (a int)");

    // When
    Future<CopyIn> refused =
        CopyStreams.copyIn(copy.connection, "COPY public.foreign_table FROM STDIN");

    // Then
    assertThatThrownBy(() -> await(refused))
        .satisfies(failure -> assertThat(sqlState(failure)).isEqualTo("42501"));
    copy.assertUsable();
  }

  @Test
  void holdsTheWriterBackWhileTheServerStalls() throws SQLException {
    // Given
    copy.execute(
        """
        CREATE FUNCTION public.stall() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN PERFORM pg_advisory_xact_lock(1); RETURN new; END $$;
        CREATE TRIGGER stall BEFORE INSERT ON public.t FOR EACH ROW EXECUTE FUNCTION public.stall()\
        """);
    Buffer row = Buffer.buffer("\t" + "x".repeat(MEBIBYTE) + "\n");
    int written = 0;
    long rows;
    try (Connection holder = Sql.connect(copy.database);
        Statement lock = holder.createStatement();
        ChunkWriter writer = copy.writer(INTO_T)) {
      lock.execute("SELECT pg_advisory_lock(1)");

      // When
      TimeLimitExceeded late = null;
      while (late == null && written < 100) {
        try {
          Buffer chunk = Buffer.buffer(written + "").appendBuffer(row);
          written++;
          writer.write(chunk, Duration.ofSeconds(1));
        } catch (TimeLimitExceeded limit) {
          late = limit;
        }
      }

      // Then
      assertThat(late).hasMessageContaining("writing a chunk of a COPY");
      assertThat(written).isBetween(3, 30);
      assertThat(copy.waitEvent()).isEqualTo("advisory");
      lock.execute("SELECT pg_advisory_unlock(1)");
      rows = writer.finish(LIMIT);
    }
    assertThat(rows).isEqualTo(written);
    assertThat(copy.query("SELECT count(*)::text FROM public.t")).isEqualTo(written + "");
  }

  @Test
  void abortsACopyWhoseServerStalls() throws SQLException {
    // Given
    copy.execute(
        """
        CREATE FUNCTION public.stall() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN PERFORM pg_advisory_xact_lock(1); RETURN new; END $$;
        CREATE TRIGGER stall BEFORE INSERT ON public.t FOR EACH ROW EXECUTE FUNCTION public.stall()\
        """);
    try (Connection holder = Sql.connect(copy.database);
        Statement lock = holder.createStatement()) {
      lock.execute("SELECT pg_advisory_lock(1)");
      CopyIn in = await(CopyStreams.copyIn(copy.connection, INTO_T));
      await(in.write(Buffer.buffer("1\ta\n".repeat(10_000))));
      Awaitility.await().until(() -> copy.waitEvent().equals("advisory"));

      // When
      await(in.abort("no longer wanted"));

      // Then
      assertThat(sqlState(in.rows().cause())).isEqualTo("57014");
    }
    assertThat(copy.query("SELECT count(*)::text FROM public.t")).isEqualTo("0");
  }

  @Test
  void isFullUntilTheSocketHasTakenTheData() {
    // Given
    CopyIn in = await(CopyStreams.copyIn(copy.connection, INTO_T));
    in.setWriteQueueMaxSize(100_000);
    AtomicInteger drained = new AtomicInteger();

    // When
    boolean fullBefore = in.writeQueueFull();
    Future<Void> written = in.write(Buffer.buffer("1\t" + "x".repeat(50_000_000) + "\n"));
    boolean fullAfter = in.writeQueueFull();
    in.drainHandler(drain -> drained.incrementAndGet());

    // Then
    assertThat(fullBefore).isFalse();
    assertThat(fullAfter).isTrue();
    await(written);
    assertThat(in.writeQueueFull()).isFalse();
    Awaitility.await().untilAtomic(drained, value -> assertThat(value).isEqualTo(1));
    await(in.end());
    assertThat(in.rows().result()).isEqualTo(1);
  }

  @Test
  void tellsWhyTheServerEndedTheConnection() {
    // Given
    CopyIn in = await(CopyStreams.copyIn(copy.connection, INTO_T));
    await(in.write(Buffer.buffer("1\ta\n")));

    // When
    copy.killConnection();

    // Then
    assertThatThrownBy(() -> await(in.rows()))
        .satisfies(failure -> assertThat(sqlState(failure)).isEqualTo("57P01"));
    assertThat(sqlState(CopyTestSupport.failure(in.write(Buffer.buffer("2\tb\n")))))
        .isEqualTo("57P01");
    assertThat(sqlState(CopyTestSupport.failure(in.end()))).isEqualTo("57P01");
    assertThatThrownBy(() -> await(in.abort("too late"))).hasMessageContaining("connection");
    assertThat(Sql.value(copy.database, "SELECT count(*) FROM public.t")).isEqualTo("0");
  }

  @Test
  void endsWithTheConnectionThatIsClosedInTheMiddle() {
    // Given
    CopyIn in = await(CopyStreams.copyIn(copy.connection, INTO_T));
    await(in.write(Buffer.buffer("1\ta\n")));

    // When
    await(copy.connection.close());

    // Then
    assertThatThrownBy(() -> await(in.rows())).hasMessageContaining("connection");
    Awaitility.await().until(() -> copy.waitEvent().equals("no session"));
    assertThat(Sql.value(copy.database, "SELECT count(*) FROM public.t")).isEqualTo("0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT 1", "COPY public.t TO STDOUT", "SET search_path = ''"})
  void refusesAStatementThatTakesNoData(String sql) {
    // When
    Future<CopyIn> refused = CopyStreams.copyIn(copy.connection, sql);

    // Then
    assertThatThrownBy(() -> await(refused))
        .hasMessageContaining("the statement is not a COPY … FROM STDIN");
    copy.assertUsable();
  }

  @Test
  void takesNothingMoreOnceItIsEnded() {
    // Given
    CopyIn in = await(CopyStreams.copyIn(copy.connection, INTO_T));

    // When
    Future<Void> end = in.end();

    // Then
    assertThatThrownBy(() -> await(in.write(Buffer.buffer("1\ta\n"))))
        .hasMessageContaining("takes no more data");
    await(end);
    await(in.end());
    copy.assertUsable();
  }

  @Test
  void makesALaterQueryWait() {
    // Given
    CopyIn in = await(CopyStreams.copyIn(copy.connection, INTO_T));
    Future<String> later =
        copy.connection
            .query("SELECT count(*)::text FROM public.t")
            .execute()
            .map(rows -> rows.iterator().next().getString(0));

    // When
    await(in.write(Buffer.buffer("1\ta\n2\tb\n")));
    await(in.end());

    // Then
    assertThat(await(later)).isEqualTo("2");
  }
}
