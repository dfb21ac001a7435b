package hma.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import hma.config.DatabaseUrl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** COPY under limits: in JVMs of its own. */
class CopyLoadTest {
  private static final List<String> SMALL =
      List.of("-Xmx64m", "-XX:MaxDirectMemorySize=64m", "-XX:+ExitOnOutOfMemoryError");
  private static final List<String> PARANOID =
      List.of(
          "-Xmx256m",
          "-Dio.netty.leakDetection.level=paranoid",
          "-Dio.netty.leakDetection.targetRecords=20");

  @Test
  void moves300MegabytesInAHeapOf64() throws Exception {
    moves300Megabytes(TestPostgres.shared().newDatabase());
  }

  @Test
  void moves300MegabytesInAHeapOf64OverTls() throws Exception {
    moves300Megabytes(TestPostgres.tls().newDatabase());
  }

  @Test
  void leaksNoBufferIn1000CopiesOnOneConnection() throws Exception {
    leaksNothing(TestPostgres.shared().newDatabase());
  }

  @Test
  void leaksNoBufferIn1000CopiesOnOneConnectionOverTls() throws Exception {
    leaksNothing(TestPostgres.tls().newDatabase());
  }

  @Test
  void wouldSeeALeak() throws Exception {
    // Given
    DatabaseUrl database = TestPostgres.shared().newDatabase();

    // When
    Outcome outcome = fork(PARANOID, "leak-on-purpose", database);

    // Then
    assertThat(outcome.output()).contains("LEAK");
  }

  private static void moves300Megabytes(DatabaseUrl database) throws Exception {
    // Given
    Sql.execute(database, "CREATE UNLOGGED TABLE public.t (n int, padding text)");

    // When
    Outcome outcome = fork(SMALL, "transfer", database);

    // Then
    assertThat(outcome.output()).contains("rows 300000, bytes 302288895");
    assertThat(outcome.status()).isZero();
    assertThat(
            Sql.value(
                database, "SELECT count(*) || '/' || sum(n) || '/' || sum(length(padding)) FROM t"))
        .isEqualTo("300000/45000150000/300000000");
  }

  private static void leaksNothing(DatabaseUrl database) throws Exception {
    // Given
    Sql.execute(database, "CREATE UNLOGGED TABLE public.t (n int, padding text)");

    // When
    Outcome outcome = fork(PARANOID, "leaks", database);

    // Then
    assertThat(outcome.output()).contains("copies 1000").doesNotContain("LEAK");
    assertThat(outcome.status()).isZero();
    assertThat(Sql.value(database, "SELECT count(*) FROM t")).isEqualTo("125000");
  }

  private record Outcome(int status, String output) {}

  private static Outcome fork(List<String> options, String what, DatabaseUrl database)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(CopyLoad.class.getName());
    command.addAll(List.of(CopyLoad.arguments(what, database)));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), output);
  }
}
