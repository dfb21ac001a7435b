package hma.sync;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A schema with data, as SQL in a folder of the test resources named after it. */
enum Scenario {
  FOREIGN_KEYS,
  INDEXES,
  TRIGGERS,
  IDENTITY_AND_GENERATED_COLUMNS,
  VIRTUAL_GENERATED_COLUMNS,
  SEQUENCES,
  PARTITIONS,
  VALUES,
  NAMES,
  TABLES_WITHOUT_MUCH,
  COLUMNS_THAT_MOVED,
  ROW_SECURITY;

  /** Those that servers of both versions know. */
  static List<Scenario> on(int sourceMajor, int targetMajor) {
    return Arrays.stream(values())
        .filter(scenario -> scenario.since() <= Math.min(sourceMajor, targetMajor))
        .toList();
  }

  private int since() {
    return this == VIRTUAL_GENERATED_COLUMNS ? 18 : 15;
  }

  /** Makes its schema, named after it, and its rows on both sides. */
  void prepare(TwoSites sites) {
    String schema = file("schema").orElseThrow();
    sites.onSource(path(), schema, file("source").orElseThrow());
    sites.onTarget(path(), file("target-schema").orElse(schema), file("target").orElseThrow());
  }

  private String path() {
    String schema = name().toLowerCase(java.util.Locale.ROOT);
    return "CREATE SCHEMA %s; SET search_path = %s".formatted(schema, schema);
  }

  private Optional<String> file(String name) {
    String path = "scenarios/%s/%s.sql".formatted(toString().replace(' ', '-'), name);
    try (InputStream stream = Scenario.class.getResourceAsStream(path)) {
      return stream == null
          ? Optional.empty()
          : Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }
}
