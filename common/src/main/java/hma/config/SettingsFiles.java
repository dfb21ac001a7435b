package hma.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The files of settings as a whole, before their values are read. */
final class SettingsFiles {
  private static final String MISNAMED = "hma.yml";

  private SettingsFiles() {}

  /**
   * What was found.
   *
   * @param empty whether there is nothing in it but comments
   * @param unusable what keeps all of it from being read; without values, some are secrets
   * @param problems what else is wrong with it
   */
  record Shape(boolean empty, List<String> unusable, List<String> problems) {}

  /** Looks at a file; what cannot be read is left to whoever reads it. */
  static Shape of(Path file, Origin origin) {
    try (Reader text = Files.newBufferedReader(file)) {
      return origin == Origin.YAML
          ? ofYaml(new Yaml(new LoaderOptions()).compose(text), origin)
          : new Shape(false, List.of(), repeated(namesOfProperties(text), origin));
    } catch (IOException | YAMLException | IllegalArgumentException unreadable) {
      return new Shape(false, List.of(), List.of());
    }
  }

  /** A file that nobody reads, although somebody meant it to be read. */
  static List<String> misnamed(Path directory) {
    return Files.exists(directory.resolve(MISNAMED))
        ? List.of("%s is not read: call it %s".formatted(MISNAMED, Origin.YAML.label()))
        : List.of();
  }

  /** Composed only: nothing is made of the values. */
  private static Shape ofYaml(@Nullable Node root, Origin origin) {
    return switch (root) {
      case null -> new Shape(true, List.of(), List.of());
      case MappingNode settings -> new Shape(false, List.of(), repeated(namesOf(settings), origin));
      default ->
          new Shape(
              false,
              List.of(origin.label() + " holds no settings: write a line NAME: value for each"),
              List.of());
    };
  }

  private static List<String> namesOf(MappingNode settings) {
    return settings.getValue().stream()
        .map(NodeTuple::getKeyNode)
        .filter(ScalarNode.class::isInstance)
        .map(name -> ((ScalarNode) name).getValue())
        .toList();
  }

  private static List<String> namesOfProperties(Reader text) throws IOException {
    List<String> names = new ArrayList<>();
    new Properties() {
      private static final long serialVersionUID = 1L;

      @Override
      public synchronized Object put(Object name, Object value) {
        names.add(name.toString());
        return super.put(name, value);
      }
    }.load(text);
    return names;
  }

  private static List<String> repeated(List<String> names, Origin origin) {
    Set<String> seen = new HashSet<>();
    return names.stream()
        .filter(name -> !seen.add(name))
        .distinct()
        .map(name -> "%s is in %s twice: keep one of them".formatted(name, origin.label()))
        .toList();
  }
}
