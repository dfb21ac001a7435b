package hma.sync;

import hma.protocol.Column;
import hma.protocol.ComparedColumn;
import hma.protocol.Hashing;
import hma.protocol.MovedTable;
import hma.protocol.Table;
import java.util.List;

/** What travels of a table that both sides have. */
final class MovedTables {
  private MovedTables() {}

  static MovedTable of(Table source, Table target) {
    return new MovedTable(
        source.name(),
        source.columns().stream().filter(column -> !column.generated()).map(Column::name).toList(),
        source.columns().stream()
            .filter(column -> !column.virtual())
            .map(column -> new ComparedColumn(column.name(), Hashing.of(column.type())))
            .toList(),
        key(source, target),
        source.estimatedRows());
  }

  /** The primary key, or the smallest other key that both sides have. */
  private static List<String> key(Table source, Table target) {
    if (!source.key().isEmpty()) {
      return source.key();
    }
    return source.uniqueKeys().stream()
        .filter(target.uniqueKeys()::contains)
        .findFirst()
        .orElse(List.of());
  }
}
