package hma.sandbox.endtoend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Processes of this machine, as {@code /proc} shows them. */
final class Processes {
  private Processes() {}

  /**
   * Those whose file below {@code /proc/PID} contains a text.
   *
   * @param file {@code cmdline} or {@code environ}
   */
  static List<ProcessHandle> with(String file, String text) {
    return ProcessHandle.allProcesses().filter(process -> has(process, file, text)).toList();
  }

  static boolean has(ProcessHandle process, String file, String text) {
    Path path = Path.of("/proc", Long.toString(process.pid()), file);
    try {
      return Files.readString(path, StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException goneOrForeign) {
      return false;
    }
  }
}
