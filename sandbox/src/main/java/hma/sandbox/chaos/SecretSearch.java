package hma.sandbox.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks for secrets in what processes have printed. */
final class SecretSearch {
  private final Map<String, String> secrets;

  /**
   * Has found nothing yet.
   *
   * @param secrets each by its name; the name is what is told
   */
  SecretSearch(Map<String, String> secrets) {
    this.secrets = Map.copyOf(secrets);
  }

  /**
   * Searches files.
   *
   * @return a line for each secret in each file that has it
   * @throws IOException when a file cannot be read
   */
  List<String> in(List<Path> files) throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : files) {
      // As bytes: a log may hold anything.
      found.addAll(in(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1)));
    }
    return found;
  }

  /** As {@link #in(List)}, for a text that has a name. */
  List<String> in(String name, String text) {
    return secrets.entrySet().stream()
        .filter(secret -> text.contains(secret.getValue()))
        .map(secret -> secret.getKey() + " can be read in " + name)
        .toList();
  }
}
