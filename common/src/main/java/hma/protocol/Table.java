package hma.protocol;

import java.util.List;

/**
 * A table that moves.
 *
 * @param name its name
 * @param kind whether it holds rows itself
 * @param parents the tables that its rows are rows of too, by partitioning or inheritance
 * @param columns in their order of attribute numbers
 * @param key the columns of the primary key in key order; empty where there is none
 * @param uniqueKeys the columns of its other keys, fewest first: unique, immediate, neither partial
 *     nor on expressions, all of their columns NOT NULL
 * @param owned whether HMA's role owns it, by itself or through a membership
 * @param forcedRowSecurity whether row security binds the owner too
 * @param estimatedRows the planner's estimate, 0 where it has none
 * @param bytes heap, TOAST and indexes on disk
 */
public record Table(
    TableName name,
    Kind kind,
    List<TableName> parents,
    List<Column> columns,
    List<String> key,
    List<List<String>> uniqueKeys,
    boolean owned,
    boolean forcedRowSecurity,
    long estimatedRows,
    long bytes) {

  /** Copies the lists. */
  public Table {
    parents = List.copyOf(parents);
    columns = List.copyOf(columns);
    key = List.copyOf(key);
    uniqueKeys = uniqueKeys.stream().map(List::copyOf).toList();
  }

  /** What it is, apart from how much it holds. */
  Table shape() {
    return new Table(name, kind, parents, columns, key, uniqueKeys, owned, forcedRowSecurity, 0, 0);
  }

  /** Whether a relation holds rows itself. */
  public enum Kind {
    /** Holds rows: an ordinary table, a partition, a parent or child by inheritance. */
    PLAIN,
    /** Holds none: the root or an inner node of a partition tree. */
    PARTITIONED
  }
}
