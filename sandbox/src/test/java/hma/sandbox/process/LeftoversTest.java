package hma.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
  private static final Map<String, String> PATH = Map.of("PATH", "/usr/bin:/bin");

  @TempDir Path folder;

  @Test
  void endsWhatTheRegisterRemembers() throws IOException {
    ProcessGroup group = start("sleep 1000");

    register().sweep();

    assertThat(group.runs()).isFalse();
  }

  @Test
  void endsTheWholeGroup() throws IOException {
    ProcessGroup group = start("sleep 1000 & sleep 1000 & wait");
    await().until(() -> ProcessStat.running(group.pid()).size() == 3);

    register().sweep();

    assertThat(group.runs()).isFalse();
  }

  @Test
  void endsWhatLeftItsGroupButCarriesTheMark() throws IOException {
    Path file = folder.resolve("pid");
    start("setsid bash -c 'echo $$ > " + file + "; exec sleep 1000' & exec sleep 1000");
    await().until(() -> Files.exists(file) && Files.readString(file).endsWith("\n"));
    long escaped = Long.parseLong(Files.readString(file).strip());

    register().sweep();

    assertThat(ProcessStat.of(escaped).filter(ProcessStat::runs)).isEmpty();
  }

  @Test
  void asksAServerToShutDownInItsOwnWay() throws IOException {
    Path file = folder.resolve("asked");
    // Not bash: it cannot trap a signal that was ignored when it started, as in a job in
    // background.
    String program =
        "$SIG{INT} = sub { open(my $f, '>', '"
            + file
            + "'); exit }; fork or exec 'sleep', '1000'; sleep 1 while 1";
    List<String> command = List.of("perl", "-e", program);
    ProcessGroup group = ProcessGroup.start(command, folder, PATH, register(), Signal.INT);
    await().until(() -> ProcessStat.running(group.pid()).size() >= 2);

    register().sweep();

    assertThat(group.runs()).isFalse();
    assertThat(file).exists();
  }

  @Test
  void sparesAProcessThatOnlyHasTheNumber() throws IOException {
    Process another = new ProcessBuilder("sleep", "1000").start();
    long started = ProcessStat.of(another.pid()).orElseThrow().startTicks();
    Files.writeString(
        folder.resolve("processes"), another.pid() + " " + (started - 1) + " KILL .\n");

    register().sweep();

    assertThat(another.isAlive()).isTrue();
    another.destroyForcibly();
  }

  @Test
  void readsPastALineThatWasCutShort() throws IOException {
    ProcessGroup group = start("sleep 1000");
    Path file = folder.resolve("processes");
    Files.writeString(file, Files.readString(file) + "1 ");

    register().sweep();

    assertThat(group.runs()).isFalse();
  }

  private ProcessGroup start(String command) throws IOException {
    return ProcessGroup.start(
        List.of("bash", "-c", command), folder, PATH, register(), Signal.KILL);
  }

  private Register register() {
    return Register.in(folder);
  }
}
