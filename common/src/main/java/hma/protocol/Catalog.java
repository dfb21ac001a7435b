package hma.protocol;

import java.util.List;

/**
 * What a database holds of the tables that move.
 *
 * @param serverVersion as {@code server_version_num}: 150018 for 15.18
 * @param tables the selected tables and what is part of them by partitioning or inheritance,
 *     ordered by name
 * @param foreignKeys every foreign key with a selected table at either end
 * @param sequences the sequences that move: every one of the application's schemas when all tables
 *     are selected, otherwise those the selected tables own or draw their defaults from
 * @param unmatched the patterns that mean no table
 * @param materializedViews those that read a selected table, also through other views; one comes
 *     after those it reads
 */
public record Catalog(
    int serverVersion,
    List<Table> tables,
    List<ForeignKey> foreignKeys,
    List<TableName> sequences,
    List<String> unmatched,
    List<MaterializedView> materializedViews) {

  /** Without materialized views. */
  public Catalog(
      int serverVersion,
      List<Table> tables,
      List<ForeignKey> foreignKeys,
      List<TableName> sequences,
      List<String> unmatched) {
    this(serverVersion, tables, foreignKeys, sequences, unmatched, List.of());
  }

  /** Copies the lists. */
  public Catalog {
    tables = List.copyOf(tables);
    foreignKeys = List.copyOf(foreignKeys);
    sequences = List.copyOf(sequences);
    unmatched = List.copyOf(unmatched);
    materializedViews = List.copyOf(materializedViews);
  }
}
