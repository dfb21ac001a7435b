package hma.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServiceTest {
  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void endWhatIsLeft() {
    processes.forEach(Process::destroyForcibly);
  }

  @Test
  void stopsItsVerticlesOnSigtermAndExitsWithZero() throws Exception {
    Process process = run("serve");
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    assertThat(output.readLine()).isEqualTo("started");

    process.toHandle().destroy();

    assertThat(exitCode(process)).isZero();
    assertThat(output.lines()).contains("stopped");
  }

  @Test
  void endsUnfinishedWorkOnSigtermAsASignalDoes() throws Exception {
    Process process = run("endless");
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    assertThat(output.readLine()).isEqualTo("started");

    process.toHandle().destroy();

    assertThat(exitCode(process)).isEqualTo(143);
    assertThat(output.lines()).contains("stopped");
  }

  @Test
  void endsUnfinishedWorkOnCtrlCAsThatSignalDoes() throws Exception {
    Process process = run("endless");
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    assertThat(output.readLine()).isEqualTo("started");

    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();

    assertThat(exitCode(process)).isEqualTo(130);
    assertThat(output.lines()).containsExactly("told to stop", "stopped");
  }

  @Test
  void exitsWithWhatOnePieceOfWorkEndedIn() throws Exception {
    Process process = run("once");

    assertThat(exitCode(process)).isEqualTo(7);
  }

  @Test
  void exitsWithOneWhenTheStartFails() throws Exception {
    Process process = run("fail");

    assertThat(exitCode(process)).isEqualTo(1);
  }

  @Test
  void tellsWrongSettingsPlainlyAndExitsWithTwo() throws Exception {
    Process process = run("misconfigured");

    assertThat(exitCode(process)).isEqualTo(2);
    assertThat(process.errorReader(StandardCharsets.UTF_8).lines())
        .hasSize(3)
        .startsWith("2 settings are wrong:")
        .anyMatch(line -> line.startsWith("  DATABASE_URL is missing: set it to "))
        .anyMatch(line -> line.startsWith("  HMA_SHARED_KEY is missing: set it to "));
  }

  private Process run(String what) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                ServiceProgram.class.getName(),
                what)
            .start();
    processes.add(process);
    return process;
  }

  private static int exitCode(Process process) throws InterruptedException {
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
