package hma.sandbox.dyno;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The process types of an app and their commands, in the order of the file (<a
 * href="https://devcenter.heroku.com/articles/procfile">The Procfile</a>).
 *
 * @param commands a command line for {@code bash -c} by process type
 */
public record Procfile(Map<String, String> commands) {
  private static final Pattern LINE = Pattern.compile("([A-Za-z0-9_-]+):\\s*(.+)");

  /** Keeps the order. */
  public Procfile {
    commands = Collections.unmodifiableMap(new LinkedHashMap<>(commands));
  }

  /**
   * Reads a file.
   *
   * @throws IOException when it cannot be read
   * @throws IllegalArgumentException when a line is no {@code type: command}
   */
  public static Procfile read(Path file) throws IOException {
    return parse(file.getFileName().toString(), Files.readAllLines(file));
  }

  static Procfile parse(String name, List<String> lines) {
    Map<String, String> commands = new LinkedHashMap<>();
    for (int number = 1; number <= lines.size(); number++) {
      String line = lines.get(number - 1).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            name + ", line " + number + ": \"" + line + "\" is not of the form type: command");
      }
      commands.put(matcher.group(1), matcher.group(2));
    }
    return new Procfile(commands);
  }

  /** This one with another process type, or with another command for one it has. */
  public Procfile with(String type, String command) {
    Map<String, String> changed = new LinkedHashMap<>(commands);
    changed.put(type, command);
    return new Procfile(changed);
  }
}
