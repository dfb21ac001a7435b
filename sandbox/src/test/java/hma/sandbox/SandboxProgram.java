package hma.sandbox;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** {@code sandbox up} as a process of its own, with a web program in place of the services. */
final class SandboxProgram {
  private final Process process;
  private final Path output;

  private SandboxProgram(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  static void writeProcfiles(Path home) throws IOException {
    String line = "web: " + WebProgram.command() + "\n";
    Files.writeString(home.resolve("Procfile.master"), line);
    Files.writeString(home.resolve("Procfile.slave"), line);
  }

  static SandboxProgram start(Path home, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Dhma.home=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(home, "output", ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(new File(output.toString()))
            .start();
    return new SandboxProgram(process, output);
  }

  Process process() {
    return process;
  }

  String output() throws IOException {
    return Files.readString(output);
  }

  /** The folders of sandboxes that belong to that process. */
  static List<Path> foldersOf(long pid) throws IOException {
    if (!Files.isDirectory(SandboxFolder.root())) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(SandboxFolder.root())) {
      return folders.filter(folder -> owner(folder).startsWith(pid + " ")).toList();
    }
  }

  private static String owner(Path folder) {
    try {
      return Files.readString(folder.resolve("owner"));
    } catch (IOException beingMadeOrDeleted) {
      return "";
    }
  }
}
