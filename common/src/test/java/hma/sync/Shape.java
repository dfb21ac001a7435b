package hma.sync;

import hma.postgres.Sql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A shape that an application's database can have: an SQL file of the folder {@code shapes}, named
 * after it, in parts that begin with a comment.
 *
 * <ul>
 *   <li>{@code both}: the schema; or {@code both on the source} and {@code both on the target}
 *       where they differ
 *   <li>{@code source}, {@code target}: what each side holds at first
 *   <li>{@code change}: what the application does on the target before all moves back
 *   <li>{@code since: 18}: the first server version that knows it
 *   <li>{@code extensions: a b}: what it needs, in another schema on each side
 * </ul>
 *
 * @param name the file's name, with blanks
 * @param parts the text of each part by its name
 */
record Shape(String name, Map<String, String> parts) {
  private static final int OLDEST = 15;

  /** All of them. */
  static List<Shape> all() {
    try (Stream<Path> files = Files.list(folder())) {
      return files.sorted().map(Shape::read).toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Those that servers of both versions know. */
  static List<Shape> on(int sourceMajor, int targetMajor) {
    return all().stream()
        .filter(shape -> shape.since() <= Math.min(sourceMajor, targetMajor))
        .toList();
  }

  private static Path folder() {
    try {
      return Path.of(Objects.requireNonNull(Shape.class.getResource("shapes")).toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Shape read(Path file) {
    Map<String, String> parts = new LinkedHashMap<>();
    String name = file.getFileName().toString().replace(".sql", "").replace('-', ' ');
    try {
      String[] lines = Files.readString(file).split("(?m)^-- ", -1);
      for (String part : List.of(lines).subList(1, lines.length)) {
        int end = part.indexOf('\n');
        String title = part.substring(0, end);
        int colon = title.indexOf(": ");
        parts.put(
            colon < 0 ? title : title.substring(0, colon),
            colon < 0 ? part.substring(end) : title.substring(colon + 2));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return new Shape(name, parts);
  }

  private int since() {
    return Integer.parseInt(parts.getOrDefault("since", "" + OLDEST));
  }

  List<String> extensions() {
    String names = parts.getOrDefault("extensions", "");
    return names.isEmpty() ? List.of() : List.of(names.split(" ", -1));
  }

  /** Makes its schema, named after it, and the rows of both sides. */
  void prepare(TwoSites sites) {
    for (String extension : extensions()) {
      sites.onSource(extension(extension, "here"));
      sites.onTarget(extension(extension, "there"));
    }
    String schema = "CREATE SCHEMA %s".formatted(schema());
    sites.onSource(schema, path("here"), part("both", "both on the source"), part("source"));
    sites.onTarget(schema, path("there"), part("both", "both on the target"), part("target"));
  }

  /** What the application does on the target while that is active. */
  void change(TwoSites sites) {
    Sql.execute(sites.targetDatabase(), path("there"), part("change"));
  }

  /** What the application does on the source, while it is copied. */
  void changeSource(TwoSites sites) {
    Sql.execute(sites.sourceDatabase(), path("here"), part("change"));
  }

  private static String[] extension(String name, String where) {
    return new String[] {
      "CREATE SCHEMA IF NOT EXISTS extensions_" + where,
      "CREATE EXTENSION IF NOT EXISTS %s SCHEMA extensions_%s".formatted(name, where)
    };
  }

  private String path(String where) {
    return "SET search_path = %s, extensions_%s, pg_catalog".formatted(schema(), where);
  }

  private String schema() {
    return name.replace(' ', '_');
  }

  private String part(String... names) {
    return Stream.of(names)
        .filter(parts::containsKey)
        .map(part -> Objects.requireNonNull(parts.get(part)))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(name + " has no part " + names[0]));
  }

  @Override
  public String toString() {
    return name;
  }
}
