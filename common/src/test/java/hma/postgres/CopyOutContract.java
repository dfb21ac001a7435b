package hma.postgres;

import static hma.postgres.CopyTestSupport.LIMIT;
import static hma.postgres.CopyTestSupport.MEBIBYTE;
import static hma.postgres.CopyTestSupport.await;
import static hma.postgres.CopyTestSupport.sqlState;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hma.config.DatabaseUrl;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for COPY … TO STDOUT, whatever the connection runs over. */
abstract class CopyOutContract {
  private static final String ENDLESS =
      "COPY (SELECT generate_series(1, 50000000), repeat('x', 1000)) TO STDOUT";

  private CopyTestSupport copy;

  abstract TestPostgres server();

  @BeforeEach
  void open() {
    copy = new CopyTestSupport(server().newDatabase());
    copy.execute("SET lock_timeout = 0");
  }

  @AfterEach
  void close() {
    copy.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {11, 1000, 65_536, MEBIBYTE})
  void deliversEveryByteInChunksOfTheAskedSize(int chunkBytes) {
    // Given
    String expected =
        IntStream.rangeClosed(1, 5000)
            .mapToObj(n -> n + "\tä" + "y".repeat(n % 97) + "\n")
            .collect(Collectors.joining());
    List<Buffer> chunks = new ArrayList<>();

    // When
    CopyOut out =
        copy.out(
            "SELECT n, 'ä' || repeat('y', n % 97) FROM generate_series(1, 5000) n", chunkBytes);
    try (ChunkReader reader = ChunkReader.over(out)) {
      for (Buffer chunk = reader.next(LIMIT); chunk != null; chunk = reader.next(LIMIT)) {
        chunks.add(chunk);
      }
      assertThat(reader.rows()).isEqualTo(5000);
    }

    // Then
    Buffer all = Buffer.buffer();
    chunks.forEach(all::appendBuffer);
    assertThat(all.toString()).isEqualTo(expected);
    assertThat(chunks.subList(0, chunks.size() - 1))
        .allMatch(chunk -> chunk.length() == chunkBytes);
    copy.assertUsable();
  }

  @Test
  void endsAtOnceWhereThereAreNoRows() {
    // When
    try (ChunkReader reader = ChunkReader.over(copy.out("SELECT 1 WHERE false", 100))) {
      // Then
      assertThat(reader.next(LIMIT)).isNull();
      assertThat(reader.next(LIMIT)).isNull();
      assertThat(reader.rows()).isZero();
    }
    copy.assertUsable();
  }

  @Test
  void deliversARowThatIsLargerThanAChunk() {
    // When
    Buffer all = copy.readAll("SELECT repeat('z', 5000000), 1", MEBIBYTE);

    // Then
    assertThat(all.length()).isEqualTo(5_000_003);
    copy.assertUsable();
  }

  @Test
  void tellsTheServersErrorThatComesInTheMiddleOfTheData() {
    // Given
    CopyOut out = copy.out("SELECT n, 1 / (3000 - n) FROM generate_series(1, 5000) n", 1000);

    // When
    try (ChunkReader reader = ChunkReader.over(out)) {
      Throwable failure = readToTheFailure(reader);

      // Then
      assertThat(sqlState(failure)).isEqualTo("22012");
      assertThat(out.rows().cause()).isSameAs(failure);
      assertThatThrownBy(reader::rows).isInstanceOf(IllegalStateException.class);
    }
    copy.assertUsable();
  }

  @Test
  void tellsThatTheServerRefusesByPrivileges() {
    // Given
    Sql.execute(
        server().administrator(copy.database), "CREATE TABLE public.foreign_table AS SELECT 1");

    // When
    CopyOut out = CopyStreams.copyOut(copy.connection, "COPY public.foreign_table TO STDOUT", 100);

    // Then
    try (ChunkReader reader = ChunkReader.over(out)) {
      assertThat(sqlState(readToTheFailure(reader))).isEqualTo("42501");
    }
    copy.assertUsable();
  }

  @Test
  void holdsTheServerBackWhileTheConsumerStalls() {
    // Given
    AtomicLong received = copy.countReceivedBytes();
    CopyOut out = CopyStreams.copyOut(copy.connection, ENDLESS, MEBIBYTE);

    // When
    out.pause();
    out.handler(chunk -> {});

    // Then
    Awaitility.await().until(() -> copy.waitEvent().equals("ClientWrite"));
    long receivedWhenStalled = received.get();
    assertThat(receivedWhenStalled).isBetween((long) MEBIBYTE, 2L * MEBIBYTE);
    assertThat(copy.bytesProcessedByCopy()).isLessThan(64L * MEBIBYTE);
    assertThat(copy.query(copy.connect(), "SELECT 'others go on'")).isEqualTo("others go on");
    assertThat(received.get()).isEqualTo(receivedWhenStalled);
    await(out.cancel());
    copy.assertUsable();
  }

  @Test
  void deliversExactlyWhatIsFetched() {
    // Given
    AtomicInteger delivered = new AtomicInteger();
    CopyOut out = CopyStreams.copyOut(copy.connection, ENDLESS, 1000);
    out.pause();
    out.handler(chunk -> delivered.incrementAndGet());

    // When
    out.fetch(2);
    out.fetch(3);

    // Then
    Awaitility.await().until(() -> delivered.get() == 5);
    Awaitility.await().until(() -> copy.waitEvent().equals("ClientWrite"));
    assertThat(delivered).hasValue(5);
    await(out.cancel());
    copy.assertUsable();
  }

  @Test
  void tellsWhyTheServerEndedTheConnection() {
    // Given
    CopyOut out =
        copy.out("SELECT repeat('x', 4000), pg_sleep(0.005) FROM generate_series(1, 100000)", 1000);

    // When
    try (ChunkReader reader = ChunkReader.over(out)) {
      assertThat(reader.next(LIMIT)).isNotNull();
      copy.killConnection();

      // Then
      assertThat(sqlState(readToTheFailure(reader))).isEqualTo("57P01");
      assertThat(out.rows().failed()).isTrue();
    }
  }

  @Test
  void tellsThatTheConnectionWasLostWhileTheConsumerStalled() {
    // Given
    CopyOut out = CopyStreams.copyOut(copy.connection, ENDLESS, 1000);

    // When
    try (ChunkReader reader = ChunkReader.over(out)) {
      Awaitility.await().until(() -> copy.waitEvent().equals("ClientWrite"));
      copy.killConnection();

      // Then
      assertThat(readToTheFailure(reader)).hasMessageContaining("connection");
      assertThat(out.rows().failed()).isTrue();
    }
  }

  @Test
  void endsWithTheConnectionThatIsClosedWhileTheConsumerStalls() {
    // Given
    CopyOut out = CopyStreams.copyOut(copy.connection, ENDLESS, 1000);
    Awaitility.await().until(() -> copy.waitEvent().equals("ClientWrite"));

    // When
    await(copy.connection.close());

    // Then
    assertThatThrownBy(() -> await(out.rows())).hasMessageContaining("connection");
    Awaitility.await().until(() -> copy.waitEvent().equals("no session"));
  }

  @Test
  void failsAtOnceOnAConnectionThatIsGone() {
    // Given
    copy.killConnection();
    assertThatThrownBy(() -> copy.query("SELECT pg_sleep(60)::text"));

    // When
    CopyOut out = copy.out("SELECT 1", 100);

    // Then
    assertThatThrownBy(() -> await(out.rows())).hasMessageContaining("connection");
  }

  @Test
  void leavesTheConnectionUsableWhenItIsCanceled() {
    for (int round = 0; round < 20; round++) {
      // Given
      CopyOut out = CopyStreams.copyOut(copy.connection, ENDLESS, MEBIBYTE);
      ChunkReader reader = ChunkReader.over(out);
      assertThat(reader.next(LIMIT)).isNotNull();

      // When
      reader.close();

      // Then
      copy.assertUsable();
      assertThat(sqlState(out.rows().cause())).isEqualTo("57014");
    }
  }

  @Test
  void isCanceledBeforeTheServerHasEvenBegun() {
    for (int round = 0; round < 10; round++) {
      // Given
      CopyOut out = CopyStreams.copyOut(copy.connection, ENDLESS, MEBIBYTE);

      // When
      await(out.cancel());

      // Then
      copy.assertUsable();
      assertThat(sqlState(out.rows().cause())).isEqualTo("57014");
    }
  }

  @Test
  void isCanceledWhileTheServerWaitsForALock() throws SQLException {
    // Given
    copy.execute("CREATE TABLE public.t (a int)");
    try (Connection holder = Sql.connect(copy.database);
        Statement lock = holder.createStatement()) {
      holder.setAutoCommit(false);
      lock.execute("LOCK TABLE t");
      CopyOut out = CopyStreams.copyOut(copy.connection, "COPY public.t TO STDOUT", MEBIBYTE);
      Awaitility.await().until(() -> copy.waitEvent().equals("relation"));

      // When
      await(out.cancel());

      // Then
      assertThat(sqlState(out.rows().cause())).isEqualTo("57014");
      copy.assertUsable();
    }
  }

  @Test
  void neverHitsALaterStatementWithALateCancel() {
    for (int round = 1; round <= 40; round++) {
      // Given
      int rows = round * 50;
      CopyOut out =
          copy.out("SELECT repeat('x', 1000) FROM generate_series(1, " + rows + ")", 1000);
      ChunkReader reader = ChunkReader.over(out);
      assertThat(reader.next(LIMIT)).isNotNull();

      // When
      reader.close();

      // Then
      assertThat(copy.query("SELECT pg_sleep(0.02)::text")).isEmpty();
    }
  }

  @Test
  void hasNothingToCancelOnceItIsOver() {
    // Given
    CopyOut out = copy.out("SELECT 1", 100);
    out.handler(chunk -> {});
    await(out.rows());

    // When
    await(out.cancel());

    // Then
    copy.assertUsable();
    assertThat(out.rows().result()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT 1", "COPY t FROM STDIN", "SET search_path = ''"})
  void refusesAStatementThatSendsNoData(String sql) {
    // Given
    copy.execute("CREATE TABLE public.t (a int); SET search_path = public");

    // When
    CopyOut out = CopyStreams.copyOut(copy.connection, sql, 100);

    // Then
    assertThatThrownBy(() -> await(out.rows()))
        .hasMessageContaining("the statement is not a COPY … TO STDOUT");
    copy.assertUsable();
  }

  @Test
  void refusesASecondCopyOnAConnectionThatRunsOne() {
    // Given
    CopyOut first = CopyStreams.copyOut(copy.connection, ENDLESS, 1000);

    // When
    CopyOut second = copy.out("SELECT 1", 100);

    // Then
    assertThatThrownBy(() -> await(second.rows())).hasMessageContaining("already runs a COPY");
    await(first.cancel());
    copy.assertUsable();
  }

  @Test
  void makesALaterQueryWait() {
    // Given
    CopyOut out = copy.out("SELECT n FROM generate_series(1, 100000) n", 1000);

    // When
    Future<String> later =
        copy.connection
            .query("SELECT 'later'")
            .execute()
            .map(rows -> rows.iterator().next().getString(0));

    // Then
    try (ChunkReader reader = ChunkReader.over(out)) {
      assertThat(reader.next(LIMIT)).isNotNull();
      assertThat(later.isComplete()).isFalse();
      while (reader.next(LIMIT) != null) {
        // The rest is only taken.
      }
      assertThat(reader.rows()).isEqualTo(100_000);
    }
    assertThat(await(later)).isEqualTo("later");
  }

  @Test
  void passesOnTheNoticesThatComeBetweenTheData() {
    // Given
    copy.execute(
        """
        CREATE FUNCTION public.noisy(n int) RETURNS int LANGUAGE plpgsql AS $$
        BEGIN IF n % 1000 = 0 THEN RAISE NOTICE 'at %', n; END IF; RETURN n; END $$\
        """);
    List<String> notices = new ArrayList<>();
    copy.connection.noticeHandler(notice -> notices.add(notice.getMessage()));

    // When
    Buffer all = copy.readAll("SELECT public.noisy(n) FROM generate_series(1, 5000) n", 333);

    // Then
    assertThat(all.toString().lines()).hasSize(5000);
    assertThat(notices).containsExactly("at 1000", "at 2000", "at 3000", "at 4000", "at 5000");
  }

  @Test
  void endsATransactionThatWasCanceledByARollbackOnly() {
    // Given
    copy.execute("BEGIN");

    // When
    ChunkReader.over(CopyStreams.copyOut(copy.connection, ENDLESS, 1000)).close();

    // Then
    assertThatThrownBy(() -> copy.query("SELECT 'aborted'"))
        .satisfies(failure -> assertThat(sqlState(failure)).isEqualTo("25P02"));
    copy.execute("ROLLBACK");
    copy.assertUsable();
  }

  @Test
  void isPipedIntoACopyOfAnotherDatabase() {
    // Given
    DatabaseUrl target = server().newDatabase();
    Sql.execute(target, "CREATE TABLE public.t (n int, padding text)");
    try (CopyTestSupport other = new CopyTestSupport(target)) {
      CopyIn in = await(CopyStreams.copyIn(other.connection, "COPY public.t FROM STDIN"));

      // When
      await(
          copy.out("SELECT n, repeat('p', 200) FROM generate_series(1, 200000) n", 65_536)
              .pipeTo(in));

      // Then
      assertThat(in.rows().result()).isEqualTo(200_000);
      assertThat(Sql.value(target, "SELECT count(*) || '/' || sum(n) FROM public.t"))
          .isEqualTo("200000/20000100000");
    }
  }

  private static Throwable readToTheFailure(ChunkReader reader) {
    try {
      while (reader.next(LIMIT) != null) {
        // The failure comes after some data.
      }
    } catch (RuntimeException failure) {
      return failure;
    }
    throw new AssertionError("the COPY ended without a failure");
  }
}
