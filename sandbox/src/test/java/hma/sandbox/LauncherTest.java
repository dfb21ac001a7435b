package hma.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hma.architecture.ModuleUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
  @TempDir Path folder;

  @BeforeEach
  void needsBash() {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no bash here");
  }

  @Test
  void takesJavaHomeWhenItIsAJdk25() throws Exception {
    Path jdk = jdk("with a blank/jdk", "25.0.3");

    Result result = launch(Map.of("JAVA_HOME", jdk.toString()), "java-home");

    assertThat(result).isEqualTo(new Result(0, jdk + "\n", ""));
  }

  @Test
  void looksElsewhereWhenJavaHomeIsOfAnotherRelease() throws Exception {
    Path old = jdk("old", "17.0.15");
    Path wanted = jdk("folder/jdk-25", "25");
    jdk("folder/jdk-250", "250.1");

    Result result =
        launch(
            Map.of("JAVA_HOME", old.toString(), "JDK_FOLDERS", "/nowhere:" + folder + "/folder"),
            "java-home");

    assertThat(result).isEqualTo(new Result(0, wanted + "\n", ""));
  }

  @Test
  void saysWhatToInstallWhenThereIsNoJdk25() throws Exception {
    Path runtimeOnly = jdk("folder/jre", "25.0.3");
    Files.delete(runtimeOnly.resolve("bin/javac"));

    Result result = launch(Map.of("JAVA_HOME", "", "JDK_FOLDERS", folder + "/folder"), "serve");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.output()).isEmpty();
    assertThat(result.errors()).contains("apt-get install openjdk-25-jdk-headless");
  }

  @Test
  void helpsWithoutAJdk() throws Exception {
    Map<String, String> nothing = Map.of("JAVA_HOME", "", "JDK_FOLDERS", "/nowhere");

    Result asked = launch(nothing, "--help");
    Result empty = launch(nothing);

    assertThat(asked.exitCode()).isZero();
    assertThat(asked.output())
        .contains("demo", "sandbox", "serve", "tick", "switchover", "token")
        .contains("plan", "pause", "resume", "config", "HMA_MASTER_URL");
    assertThat(empty).isEqualTo(new Result(2, "", asked.output()));
  }

  @Test
  void runsTheJarOfTheCommandWithItsArgumentsFromAnyFolder() throws Exception {
    Path jdk = jdk("jdk", "25.0.3");

    Result result =
        launch(
            Map.of("JAVA_HOME", jdk.toString(), "IN_HMA_TEST", "1", "JAVA_OPTS", "-Xmx64m -Da=b"),
            "switchover",
            "--to",
            "two words");

    assertThat(result.exitCode()).isEqualTo(7);
    assertThat(result.output().lines())
        .contains("-Xmx64m", "-Da=b", "-Dhma.home=" + ModuleUnderTest.root())
        .endsWith(
            "-jar",
            ModuleUnderTest.root() + "/master-service/target/master-service.jar",
            "switchover",
            "--to",
            "two words");
  }

  /** A folder that looks like a JDK; its java prints its arguments and exits with 7. */
  private Path jdk(String name, String release) throws IOException {
    Path home = folder.resolve(name);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + release + "\"\n");
    for (String program : List.of("java", "javac")) {
      Path file = home.resolve("bin").resolve(program);
      Files.writeString(file, "#!/bin/bash\nprintf '%s\\n' \"$@\"\nexit 7\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return home;
  }

  private Result launch(Map<String, String> environment, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(ModuleUnderTest.root().resolve("hma").toString());
    command.addAll(List.of(arguments));
    Path output = folder.resolve("output");
    Path errors = folder.resolve("errors");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder.environment().remove("JAVA_OPTS");
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), Files.readString(output), Files.readString(errors));
  }

  private record Result(int exitCode, String output, String errors) {}
}
