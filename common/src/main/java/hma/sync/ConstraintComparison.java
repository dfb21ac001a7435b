package hma.sync;

import hma.protocol.Column;
import hma.protocol.ForeignKey;
import hma.protocol.Inventory.Constraint;
import hma.protocol.Table;
import hma.protocol.TableName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Names what refuses rows on one side only. On the target: the source may hold such rows. On the
 * source: the application may write them once the target is active.
 */
final class ConstraintComparison {
  private static final String ALIKE = "make them the same on both sides";

  private final SideSchema source;
  private final SideSchema target;
  private final Map<TableName, Table> tables = new HashMap<>();

  private ConstraintComparison(SideSchema source, SideSchema target) {
    this.source = source;
    this.target = target;
    Set<TableName> there =
        target.catalog().tables().stream().map(Table::name).collect(Collectors.toSet());
    // A table that is missing as a whole is named elsewhere, in one line.
    source.catalog().tables().stream()
        .filter(table -> there.contains(table.name()))
        .forEach(table -> tables.put(table.name(), table));
  }

  /** What a constraint demands, whatever its name. */
  private record Demand(TableName table, Constraint.Kind kind, String definition) {
    static Demand of(Constraint constraint) {
      String definition =
          constraint.kind() == Constraint.Kind.NOT_NULL
              ? constraint.name()
              : constraint.definition().replace(" NOT VALID", "");
      return new Demand(constraint.table(), constraint.kind(), definition);
    }
  }

  static List<Finding> findings(SideSchema source, SideSchema target) {
    return new ConstraintComparison(source, target).compare();
  }

  private List<Finding> compare() {
    List<Finding> findings = new ArrayList<>();
    for (Constraint extra : only(target, source)) {
      findings.add(
          Finding.warning(
              what(extra, target.label()) + ": rows that don't comply will be refused",
              partitions(extra)
                  ? ALIKE
                  : "create it on the %s as well, or drop it on the %s"
                      .formatted(source.label(), target.label())));
    }
    for (Constraint missing : only(source, target)) {
      findings.add(
          Finding.warning(
              what(missing, source.label()) + ": on the other side nothing refuses such rows",
              partitions(missing)
                  ? ALIKE
                  : "create it on the %s as well".formatted(target.label())));
    }
    nameMissingForeignKeys(findings);
    nameEnumsThatHashOtherwise(findings);
    return findings;
  }

  private List<Constraint> only(SideSchema here, SideSchema there) {
    Set<Demand> known = new HashSet<>();
    there.inventory().constraints().forEach(constraint -> known.add(Demand.of(constraint)));
    return here.inventory().constraints().stream()
        .filter(constraint -> tables.containsKey(constraint.table()))
        .filter(constraint -> constraint.kind() != Constraint.Kind.HASHED_ENUM)
        .filter(constraint -> !known.contains(Demand.of(constraint)))
        .filter(this::bindsMovedColumns)
        .sorted(Comparator.comparing(Constraint::table))
        .toList();
  }

  private void nameMissingForeignKeys(List<Finding> findings) {
    Set<ForeignKey> known = new HashSet<>();
    target.catalog().foreignKeys().forEach(key -> known.add(withoutName(key)));
    source.catalog().foreignKeys().stream()
        .filter(key -> tables.containsKey(key.table()))
        .filter(key -> !known.contains(withoutName(key)))
        .map(key ->
            Finding.warning(
                "foreign key %s of %s exists on the %s only: on the other side nothing refuses such rows"
                    .formatted(key.name(), key.table(), source.label()),
                "create it on the %s as well".formatted(target.label())))
        .forEach(findings::add);
  }

  /** Rows move into the partitions that they are in, and most belong to another one there. */
  private void nameEnumsThatHashOtherwise(List<Finding> findings) {
    for (Constraint here : source.inventory().constraints()) {
      target.inventory().constraints().stream()
          .filter(there -> here.kind() == Constraint.Kind.HASHED_ENUM)
          .filter(there -> there.kind() == here.kind() && there.table().equals(here.table()))
          .filter(there -> there.name().equals(here.name()))
          .filter(there -> !there.definition().equals(here.definition()))
          .map(there ->
              Finding.problem(
                  "%s is partitioned by the hash of enum %s, whose labels have other OIDs on the %s: there the same rows belong to other partitions"
                      .formatted(here.table(), here.name(), target.label()),
                  "partition it by list, or by the hash of another column"))
          .forEach(findings::add);
    }
  }

  private static ForeignKey withoutName(ForeignKey key) {
    return new ForeignKey(
        "", key.table(), key.references(), key.definition().replace(" NOT VALID", ""));
  }

  /** A column that only the target has gets its default there; keys are compared elsewhere. */
  private boolean bindsMovedColumns(Constraint constraint) {
    if (constraint.kind() != Constraint.Kind.NOT_NULL) {
      return true;
    }
    Table table = tables.get(constraint.table());
    return table != null
        && table.columns().stream().map(Column::name).anyMatch(constraint.name()::equals);
  }

  private static boolean partitions(Constraint constraint) {
    return constraint.kind() == Constraint.Kind.PARTITION_KEY
        || constraint.kind() == Constraint.Kind.PARTITION_BOUND;
  }

  private static String what(Constraint constraint, String side) {
    return switch (constraint.kind()) {
      case NOT_NULL ->
          "column %s of %s is NOT NULL on the %s only"
              .formatted(constraint.name(), constraint.table(), side);
      case CHECK, EXCLUDE ->
          "constraint %s of %s, %s, exists on the %s only"
              .formatted(constraint.name(), constraint.table(), constraint.definition(), side);
      case UNIQUE ->
          "%s of %s, unique (%s), exists on the %s only"
              .formatted(constraint.name(), constraint.table(), constraint.definition(), side);
      case PARTITION_KEY, HASHED_ENUM ->
          "%s is partitioned by %s on the %s only"
              .formatted(constraint.table(), constraint.definition(), side);
      case PARTITION_BOUND ->
          "partition %s takes %s on the %s only"
              .formatted(constraint.table(), constraint.definition(), side);
    };
  }
}
