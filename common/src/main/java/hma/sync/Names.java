package hma.sync;

import static java.util.stream.Collectors.joining;

import hma.postgres.Identifiers;
import hma.protocol.MovedTable;
import hma.protocol.TableName;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;

/** Names of relations on their way into SQL. */
final class Names {
  private Names() {}

  /** Quoted and qualified. */
  static String quoted(TableName name) {
    return Identifiers.qualified(name.schema(), name.name());
  }

  /** Each quoted and qualified, after a prefix, with commas between. */
  static String list(String prefix, Collection<TableName> names) {
    return names.stream().map(name -> prefix + quoted(name)).collect(joining(", "));
  }

  /** Column names in parentheses, as COPY takes them; nothing for a table that has none. */
  static String columns(MovedTable table) {
    return table.copied().isEmpty()
        ? ""
        : table.copied().stream().map(Identifiers::quote).collect(joining(", ", " (", ")"));
  }

  /** The columns of a row of {@code t} that travel, with commas between. */
  static String columnsOfRow(MovedTable table) {
    return table.copied().stream()
        .map(column -> "t." + Identifiers.quote(column))
        .collect(joining(", "));
  }

  /** Two parameters for {@code unnest($1::text[], $2::text[])}: the schemas and the names. */
  static Tuple arrays(Collection<TableName> names) {
    return Tuple.tuple()
        .addArrayOfString(names.stream().map(TableName::schema).toArray(String[]::new))
        .addArrayOfString(names.stream().map(TableName::name).toArray(String[]::new));
  }

  /** The name in two neighbouring columns of a row. */
  static TableName from(Row row, String schemaColumn, String nameColumn) {
    return new TableName(row.getString(schemaColumn), row.getString(nameColumn));
  }
}
