package hma.protocol;

import java.util.Comparator;

/**
 * The name of a table or sequence, as the catalog holds it: unquoted, its case kept.
 *
 * @param schema the schema's name
 * @param name the relation's name
 */
public record TableName(String schema, String name) implements Comparable<TableName> {
  private static final Comparator<TableName> ORDER =
      Comparator.comparing(TableName::schema).thenComparing(TableName::name);

  @Override
  public int compareTo(TableName other) {
    return ORDER.compare(this, other);
  }

  /** For people and reports: {@code schema.name}, not quoted and so not for SQL. */
  @Override
  public String toString() {
    return schema + "." + name;
  }
}
