package hma.master.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The catalogue has every problem that the sources can make, with its status, and no other. */
class ProblemCatalogueTest {
  private static final Path ROOT = Path.of("..");
  private static final List<String> MODULES = List.of("common", "master-service", "slave-agent");
  private static final Pattern CONSTANT =
      Pattern.compile("static final String ([A-Z_]+) =\\s*\"([a-z0-9-]+)\"");
  private static final Pattern PROBLEM =
      Pattern.compile("\\b([45]\\d\\d),\\s*(?:\"([a-z0-9-]+)\"|((?:\\w+\\.)?[A-Z][A-Z_]+))");
  private static final Pattern ENTRY = Pattern.compile("(?m)^\\| `([a-z0-9-]+)` \\| (\\d{3}) \\|");

  /** Whose code is made of the kind of what runs. */
  private static final Set<String> OF_WHAT_RUNS =
      Set.of("409 switchover-running", "409 rehearsal-running");

  @Test
  void hasAllThereAre() throws IOException {
    Set<String> made = new TreeSet<>(OF_WHAT_RUNS);
    Map<String, String> constants = new HashMap<>();
    List<Path> sources = sources();
    for (Path source : sources) {
      Matcher constant = CONSTANT.matcher(Files.readString(source, UTF_8));
      while (constant.find()) {
        constants.put(className(source) + "." + constant.group(1), constant.group(2));
      }
    }
    for (Path source : sources) {
      Matcher problem = PROBLEM.matcher(Files.readString(source, UTF_8));
      while (problem.find()) {
        String code = problem.group(2);
        if (code == null) {
          String name = problem.group(3);
          code = constants.get(name.contains(".") ? name : className(source) + "." + name);
        }
        if (code != null) {
          made.add(problem.group(1) + " " + code);
        }
      }
    }

    assertThat(catalogue()).containsExactlyInAnyOrderElementsOf(made);
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files =
        MODULES.stream()
            .flatMap(module -> javaFiles(ROOT.resolve(module).resolve("src/main/java")))) {
      return files.toList();
    }
  }

  private static Stream<Path> javaFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }

  private static String className(Path source) {
    return source.getFileName().toString().replace(".java", "");
  }

  private static Set<String> catalogue() throws IOException {
    return ENTRY
        .matcher(Files.readString(ROOT.resolve("docs/problems.md"), UTF_8))
        .results()
        .map(entry -> entry.group(2) + " " + entry.group(1))
        .collect(toCollection(TreeSet::new));
  }
}
