package hma.protocol;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a switchover moves, decided once from both catalogs.
 *
 * @param relations every selected table, partition roots included: what is fenced and locked
 * @param tables those that hold rows, largest first
 * @param sequences the sequences that exist on both sides
 * @param materializedViews what is computed again on the target, in this order
 * @param forced those of the tables whose row security binds the owner on the source, too: only the
 *     transaction that has taken it off can read them
 */
public record MovePlan(
    List<TableName> relations,
    List<MovedTable> tables,
    List<TableName> sequences,
    List<MaterializedView> materializedViews,
    List<TableName> forced) {

  /** Without materialized views and forced row security. */
  public MovePlan(List<TableName> relations, List<MovedTable> tables, List<TableName> sequences) {
    this(relations, tables, sequences, List.of(), List.of());
  }

  /** Copies the lists. */
  public MovePlan {
    relations = List.copyOf(relations);
    tables = List.copyOf(tables);
    sequences = List.copyOf(sequences);
    materializedViews = List.copyOf(materializedViews);
    forced = List.copyOf(forced);
  }

  /** Nothing but these tables, which are some of this plan's. */
  public MovePlan only(Collection<MovedTable> part) {
    List<TableName> names = part.stream().map(MovedTable::name).toList();
    return new MovePlan(
        names,
        List.copyOf(part),
        List.of(),
        List.of(),
        forced.stream().filter(names::contains).toList());
  }

  /**
   * What a later plan moves otherwise: names of relations and sequences that came, went or have
   * other columns. Estimates and the order don't matter.
   */
  public SortedSet<TableName> differences(MovePlan later) {
    SortedSet<TableName> differences = new TreeSet<>(Comparator.comparing(TableName::toString));
    addDifferences(differences, byName(relations), byName(later.relations));
    addDifferences(differences, byName(sequences), byName(later.sequences));
    addDifferences(differences, shapes(), later.shapes());
    return differences;
  }

  private static Map<TableName, TableName> byName(List<TableName> names) {
    return names.stream().distinct().collect(toMap(identity(), identity()));
  }

  private Map<TableName, MovedTable> shapes() {
    return tables.stream().collect(toMap(MovedTable::name, MovedTable::withoutEstimate));
  }

  private static <T> void addDifferences(
      Set<TableName> differences, Map<TableName, T> before, Map<TableName, T> after) {
    Stream.concat(before.keySet().stream(), after.keySet().stream())
        .filter(name -> !Objects.equals(before.get(name), after.get(name)))
        .forEach(differences::add);
  }
}
