package hma.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hma.sandbox.process.ProcessStat;
import hma.sandbox.process.Register;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpCommandTest {
  private static final Duration LONG = Duration.ofSeconds(90);

  @TempDir Path home;

  @BeforeEach
  void writeProcfiles() throws IOException {
    SandboxProgram.writeProcfiles(home);
  }

  @Test
  void staysUntilSigtermAndLeavesNothing() throws Exception {
    Path readyFile = home.resolve("ready.json");
    SandboxProgram program =
        SandboxProgram.start(home, "sandbox", "up", "--ready-file", readyFile.toString());
    await().atMost(LONG).until(() -> Files.exists(readyFile));
    List<ProcessStat> running = processesOf(program);
    List<Path> folders = SandboxProgram.foldersOf(program.process().pid());

    program.process().destroy();

    assertThat(program.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(program.process().exitValue()).isZero();
    assertThat(running).hasSizeGreaterThanOrEqualTo(4).noneMatch(ProcessStat::isStillTheSame);
    assertThat(folders).singleElement().satisfies(folder -> assertThat(folder).doesNotExist());
    assertThat(readyFile).doesNotExist();
    assertThat(program.output()).contains("The sandbox is up", "Platform API");
  }

  @Test
  void endsInGoodOrderWhenItIsStoppedWhileItStarts() throws Exception {
    SandboxProgram program = SandboxProgram.start(home, "sandbox", "up");
    await().atMost(LONG).until(() -> !SandboxProgram.foldersOf(program.process().pid()).isEmpty());

    program.process().destroy();

    assertThat(program.process().waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(program.process().exitValue()).isZero();
    assertThat(SandboxProgram.foldersOf(program.process().pid())).isEmpty();
  }

  @Test
  void cleansUpWhatAKilledOneLeft() throws Exception {
    Path readyFile = home.resolve("ready.json");
    SandboxProgram program =
        SandboxProgram.start(home, "sandbox", "up", "--ready-file", readyFile.toString());
    await().atMost(LONG).until(() -> Files.exists(readyFile));
    List<ProcessStat> running = processesOf(program);
    Path folder = SandboxProgram.foldersOf(program.process().pid()).getFirst();
    program.process().destroyForcibly().waitFor();
    assertThat(running).hasSizeGreaterThanOrEqualTo(4).anyMatch(ProcessStat::isStillTheSame);

    SandboxFolder next = SandboxFolder.create(SandboxFolder.root());

    assertThat(running).noneMatch(ProcessStat::isStillTheSame);
    assertThat(folder).doesNotExist();
    assertThat(readyFile).doesNotExist();
    next.delete();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sandbox up --active both | both",
        "sandbox up --master-db postgres://a:b@127.0.0.1/c | --slave-db",
        "sandbox up --stop-lag -1 | --stop-lag",
        "sandbox up --dyno-size giant | giant",
        "sandbox up --colour red | --colour",
        "sandbox down | down",
      })
  void refusesWrongUsage(String line, String named) throws Exception {
    SandboxProgram program = SandboxProgram.start(home, line.split(" "));

    assertThat(program.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(program.process().exitValue()).isEqualTo(2);
    assertThat(program.output()).contains(named);
  }

  @Test
  void explainsItself() throws Exception {
    SandboxProgram program = SandboxProgram.start(home, "sandbox", "up", "--help");

    assertThat(program.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(program.process().exitValue()).isZero();
    assertThat(program.output())
        .contains(
            "--master-db",
            "--slave-db",
            "--worker",
            "--active",
            "--api-port",
            "--master-port",
            "--ready-file",
            "--schedule",
            "--stop-lag",
            "--boot-lag",
            "--faults",
            "--set",
            "--verbose");
  }

  @Test
  void failsWithAMessageForItsUser() throws Exception {
    Files.writeString(home.resolve("Procfile.master"), "web: java -jar none.jar serve\n");

    SandboxProgram program = SandboxProgram.start(home, "sandbox", "up");

    assertThat(program.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(program.process().exitValue()).isEqualTo(1);
    assertThat(program.output())
        .startsWith("sandbox: ")
        .contains("none.jar", "./hma build")
        .doesNotContain("Exception");
  }

  private static List<ProcessStat> processesOf(SandboxProgram program) throws IOException {
    String mark =
        SandboxProgram.foldersOf(program.process().pid()).getFirst().getFileName().toString();
    return ProcessStat.all().stream()
        .filter(stat -> stat.startedWith(Register.MARK_NAME, mark))
        .toList();
  }
}
