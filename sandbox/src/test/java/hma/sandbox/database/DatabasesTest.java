package hma.sandbox.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hma.config.DatabaseUrl;
import hma.config.Secret;
import hma.postgres.Postgres;
import hma.sandbox.process.ProcessStat;
import hma.sandbox.process.Register;
import hma.sandbox.process.Signal;
import hma.workflow.Awaiting;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabasesTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path folder;
  private Vertx vertx;
  private Databases databases;

  @BeforeEach
  void open() {
    vertx = Vertx.vertx();
    databases = new Databases(vertx, Register.in(folder));
  }

  @AfterEach
  void close() {
    databases.close();
    Awaiting.await(vertx.close(), LIMIT, "closing Vert.x");
  }

  @Test
  void givesEachAppADatabaseUnderAPlainOwner() {
    List<Secret> urls = databases.startEmbedded(folder, List.of("master", "slave"));

    assertThat(urls).hasSize(2).doesNotHaveDuplicates();
    for (Secret url : urls) {
      Row row =
          ask(
              url,
              """
              SELECT rolsuper OR rolreplication OR rolcreaterole OR rolcreatedb OR rolbypassrls AS mighty,
                     pg_get_userbyid(datdba) = current_user AS owner,
                     current_setting('server_version_num')::int / 10000 AS version
                FROM pg_roles, pg_database
               WHERE rolname = current_user AND datname = current_database()
              """);
      assertThat(row.getBoolean("mighty")).isFalse();
      assertThat(row.getBoolean("owner")).isTrue();
      assertThat(row.getInteger("version")).isEqualTo(17);
    }
    String wrong = urls.getFirst().reveal().replaceFirst(":[0-9a-f]+@", ":wrong@");
    assertThatThrownBy(() -> databases.check("--master-db", Secret.of(wrong)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void leavesNoServerBehind() throws IOException {
    databases.startEmbedded(folder, List.of("master"));

    databases.close();

    List<String> pids =
        Files.readAllLines(folder.resolve("processes")).stream()
            .map(line -> line.split(" ", 2)[0])
            .toList();
    assertThat(pids)
        .isNotEmpty()
        .allSatisfy(pid ->
            assertThat(ProcessStat.of(Long.parseLong(pid)).filter(ProcessStat::runs)).isEmpty());
    assertThat(Files.exists(folder.resolve("master/password"))).isFalse();
  }

  @Test
  void comesBackWithWhatWasCommittedHoweverItEnded() throws IOException {
    Secret url = databases.startEmbedded(folder, List.of("master")).getFirst();
    ask(url, "CREATE TABLE public.kept (n int)");
    DatabaseServer server = databases.server("master").orElseThrow();

    for (Signal last : List.of(Signal.INT, Signal.QUIT, Signal.KILL)) {
      ask(url, "INSERT INTO public.kept VALUES (1)");
      server.restart(last, Duration.ofMillis(1));
    }

    assertThat(ask(url, "SELECT count(*)::int AS kept FROM public.kept").getInteger("kept"))
        .isEqualTo(3);
  }

  @Test
  void endsTheSessionsOfAnApplication() {
    Secret url = databases.startEmbedded(folder, List.of("master")).getFirst();
    PgConnection connection = connect(url);
    AtomicBoolean closed = new AtomicBoolean();
    connection.closeHandler(ended -> closed.set(true));
    DatabaseServer server = databases.server("master").orElseThrow();

    assertThat(server.endSessions("other%")).isZero();
    assertThat(server.endSessions("hma/te%")).isEqualTo(1);

    await().untilTrue(closed);
  }

  @Test
  void saysWhatIsWrongWithAGivenDatabaseAndKeepsItsPassword() {
    Secret unreachable = Secret.of("postgres://me:hidden@127.0.0.1:1/db?sslmode=disable");

    assertThatThrownBy(() -> databases.check("--slave-db", unreachable))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("--slave-db")
        .hasMessageContaining("127.0.0.1")
        .hasMessageNotContaining("hidden");
    assertThatThrownBy(() -> databases.check("--slave-db", Secret.of("mysql://me:hidden@here/db")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("postgres://")
        .hasMessageNotContaining("hidden");
  }

  private Row ask(Secret url, String question) {
    PgConnection connection = connect(url);
    try {
      var rows = Awaiting.await(connection.query(question).execute(), LIMIT, "asking");
      return rows.size() == 0 ? null : rows.iterator().next();
    } finally {
      Awaiting.await(connection.close(), LIMIT, "closing");
    }
  }

  private PgConnection connect(Secret url) {
    return Awaiting.await(
        Postgres.of(vertx, DatabaseUrl.parse(url.reveal()), "test").connect(), LIMIT, "connecting");
  }
}
