package hma.service;

import static org.assertj.core.api.Assertions.assertThat;

import hma.architecture.ModuleUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All services use the same few keys for the same things. */
class LogKeysTest {
  private static final Pattern USE = Pattern.compile("addKeyValue\\(\\s*(\"([^\"]*)\")?");
  private static final Pattern DOCUMENTED = Pattern.compile("\\| `(\\w+)` \\| [^|]+ \\|");
  private static final Set<String> OF_EVERY_LINE =
      Set.of("time", "level", "logger", "msg", "error", "stack");

  @Test
  void areThoseOfTheTable() throws IOException {
    // Given
    Set<String> documented = new TreeSet<>();
    for (String line : Files.readAllLines(ModuleUnderTest.root().resolve("docs/logs.md"))) {
      Matcher row = DOCUMENTED.matcher(line);
      if (row.matches()) {
        assertThat(documented.add(row.group(1))).as("%s, once", row.group(1)).isTrue();
      }
    }

    // When
    Set<String> used = new TreeSet<>();
    List<String> computed = new ArrayList<>();
    for (Path source : sources()) {
      Matcher use = USE.matcher(Files.readString(source));
      while (use.find()) {
        if (use.group(2) == null) {
          computed.add(source.toString());
        } else {
          used.add(use.group(2));
        }
      }
    }

    // Then
    assertThat(computed).as("sources whose keys nobody can look up").isEmpty();
    assertThat(used).doesNotContainAnyElementsOf(OF_EVERY_LINE);
    assertThat(documented).containsAll(OF_EVERY_LINE);
    documented.removeAll(OF_EVERY_LINE);
    assertThat(used).isEqualTo(documented);
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    try (Stream<Path> modules = Files.list(ModuleUnderTest.root())) {
      for (Path module : modules.map(root -> root.resolve("src/main/java")).toList()) {
        if (Files.isDirectory(module)) {
          try (Stream<Path> files = Files.walk(module)) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
          }
        }
      }
    }
    assertThat(sources).hasSizeGreaterThan(100);
    return sources;
  }
}
