package hma.protocol;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  /**
   * Tables and sequences that came or went in a later one, and tables that have another shape
   * there; how many rows they have is no shape.
   */
  public NavigableSet<TableName> differences(Catalog later) {
    Map<TableName, Table> before = shapes();
    Map<TableName, Table> after = later.shapes();
    NavigableSet<TableName> differences = new TreeSet<>(Comparator.comparing(TableName::toString));
    Stream.concat(before.keySet().stream(), after.keySet().stream())
        .filter(name -> !Objects.equals(before.get(name), after.get(name)))
        .forEach(differences::add);
    Stream.of(sequences, later.sequences)
        .flatMap(List::stream)
        .filter(name -> !sequences.contains(name) || !later.sequences.contains(name))
        .forEach(differences::add);
    return differences;
  }

  private Map<TableName, Table> shapes() {
    return tables.stream().collect(Collectors.toMap(Table::name, Table::shape));
  }
}
