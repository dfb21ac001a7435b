package hma.sync;

import hma.protocol.Catalog;
import hma.protocol.ForeignKey;
import hma.protocol.Inventory;
import hma.protocol.MaterializedView;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.Side;
import hma.protocol.Table;
import hma.protocol.TableName;
import hma.protocol.TableSelection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares the catalogs of both sides and decides what moves. Pure: it touches no database. */
public final class MovePlanner {
  private static final Inventory NOTHING_ELSE =
      new Inventory("", List.of(), List.of(), List.of(), List.of(), 0);

  private final SideSchema sourceSide;
  private final SideSchema targetSide;
  private final Catalog source;
  private final Catalog target;
  private final Map<TableName, Table> targetTables;
  private final List<Finding> findings = new ArrayList<>();
  private final Set<TableName> fitting = new HashSet<>();

  private MovePlanner(SideSchema source, SideSchema target) {
    this.sourceSide = source;
    this.targetSide = target;
    this.source = source.catalog();
    this.target = target.catalog();
    this.targetTables =
        target.catalog().tables().stream()
            .collect(Collectors.toMap(Table::name, Function.identity()));
  }

  /**
   * Decides what moves from one side to the other.
   *
   * @return the plan
   * @throws UnfitSchemas naming everything that stands against the move
   */
  public static MovePlan plan(Side sourceSide, Catalog source, Catalog target) {
    SchemaReview review = review(sourceSide, source, target);
    List<Finding> problems = Finding.problems(review.findings());
    if (!problems.isEmpty()) {
      throw new UnfitSchemas(problems);
    }
    return review.plan();
  }

  /** As {@link #review(SideSchema, SideSchema)}, by nothing but the tables. */
  public static SchemaReview review(Side sourceSide, Catalog source, Catalog target) {
    return review(
        new SideSchema(sourceSide, source, NOTHING_ELSE),
        new SideSchema(sourceSide.other(), target, NOTHING_ELSE));
  }

  /** Names everything that stands against a move, and plans what fits nevertheless. */
  public static SchemaReview review(SideSchema source, SideSchema target) {
    return new MovePlanner(source, target).review();
  }

  private SchemaReview review() {
    nameUnmatchedPatterns();
    if (!source.tables().isEmpty() && source.tables().stream().noneMatch(this::hasCounterpart)) {
      nameMissingSchema();
    } else {
      nameUnlistedNeighbours(sourceSide.side(), source, names(source));
      nameUnlistedNeighbours(targetSide.side(), target, names(source));
      source.tables().forEach(this::check);
      nameUnlistedParts();
      nameMissingSequences();
      nameMissingViews();
    }
    return new SchemaReview(findings, plan());
  }

  /** Of what fits. */
  private MovePlan plan() {
    return new MovePlan(
        source.tables().stream().map(Table::name).filter(fitting::contains).toList(),
        source.tables().stream()
            .filter(table -> table.kind() == Table.Kind.PLAIN && fitting.contains(table.name()))
            .map(this::moved)
            .sorted(Comparator.comparingLong(MovedTable::estimatedRows).reversed())
            .toList(),
        source.sequences().stream().filter(new HashSet<>(target.sequences())::contains).toList(),
        source.materializedViews(),
        source.tables().stream()
            .filter(table -> table.forcedRowSecurity() && fitting.contains(table.name()))
            .map(Table::name)
            .toList());
  }

  private static Set<TableName> names(Catalog catalog) {
    return catalog.tables().stream().map(Table::name).collect(Collectors.toSet());
  }

  private void problem(String what, String remedy) {
    findings.add(Finding.problem(what, remedy));
  }

  private void nameUnmatchedPatterns() {
    for (String pattern : source.unmatched()) {
      Optional<String> instead =
          sourceSide.noTables().keySet().stream()
              .filter(name -> TableSelection.matches(pattern, name))
              .findFirst()
              .flatMap(sourceSide::insteadOfTable);
      if (instead.isPresent()) {
        problem(
            "PG_TABLES names '%s', which is %s on the %s"
                .formatted(pattern, instead.get(), sourceSide.label()),
            "leave it out: its rows are computed or live elsewhere");
      } else {
        problem(
            "PG_TABLES names '%s', but the %s has no such table"
                .formatted(pattern, sourceSide.label()),
            "correct the name (a name without a schema means public)");
      }
    }
  }

  private boolean hasCounterpart(Table table) {
    return targetTables.containsKey(table.name())
        || targetSide.insteadOfTable(table.name()).isPresent();
  }

  /** One line instead of one for each table. */
  private void nameMissingSchema() {
    if (target.tables().isEmpty()) {
      problem(
          "the %s's database holds none of the %d tables that move"
              .formatted(targetSide.label(), source.tables().size()),
          "bring the schema there with its migrations, or with pg_dump of version %d or newer: %s"
              .formatted(
                  source.serverVersion() / SchemaFindings.MAJOR,
                  SchemaDump.line(sourceSide.side())));
      return;
    }
    source.tables().forEach(this::check);
  }

  /** A foreign key between a moved and another table would cascade into rows that nobody moves. */
  private void nameUnlistedNeighbours(Side side, Catalog catalog, Set<TableName> moved) {
    Map<String, String> named = new TreeMap<>();
    for (ForeignKey key : catalog.foreignKeys()) {
      if (moved.contains(key.table()) == moved.contains(key.references())) {
        continue;
      }
      TableName missing = moved.contains(key.table()) ? key.references() : key.table();
      named.put(
          "foreign key %s of %s references %s on the %s, but %s does not move"
              .formatted(key.name(), key.table(), key.references(), side.label(), missing),
          "add it to PG_TABLES, or create it on both sides");
    }
    named.forEach(this::problem);
  }

  /** Writes through a parent are refused by its own fence, and reach the rows of its parts. */
  private void nameUnlistedParts() {
    Set<TableName> moved = names(source);
    for (Table table : source.tables()) {
      table.parents().stream()
          .filter(parent -> !moved.contains(parent))
          .forEach(parent ->
              problem(
                  "table %s is a part of %s, which does not move".formatted(table.name(), parent),
                  "add %s to PG_TABLES".formatted(parent)));
    }
    for (Table table : target.tables()) {
      if (!moved.contains(table.name())) {
        table.parents().stream()
            .filter(moved::contains)
            .forEach(parent ->
                problem(
                    "table %s, a part of %s, exists on the %s only"
                        .formatted(table.name(), parent, targetSide.label()),
                    "detach or drop it there, or create it on both sides"));
      }
    }
  }

  private void check(Table table) {
    Table counterpart = targetTables.get(table.name());
    if (counterpart == null) {
      nameMissing(table);
      return;
    }
    List<Finding> differences = TableComparison.problems(sourceSide.side(), table, counterpart);
    findings.addAll(differences);
    if (differences.isEmpty()) {
      fitting.add(table.name());
    }
  }

  private void nameMissing(Table table) {
    Optional<String> instead = targetSide.insteadOfTable(table.name());
    if (instead.isPresent()) {
      problem(
          "%s is a table on the %s and %s on the %s"
              .formatted(table.name(), sourceSide.label(), instead.get(), targetSide.label()),
          "drop it on the %s and create the table there".formatted(targetSide.label()));
      return;
    }
    String what = "table %s is missing on the %s".formatted(table.name(), targetSide.label());
    if (table.parents().stream().anyMatch(targetTables::containsKey)) {
      problem(
          what,
          "create this part of %s there, as on the %s"
              .formatted(table.parents().getFirst(), sourceSide.label()));
      return;
    }
    problem(
        what,
        "bring the application's schema there first, as its migrations or pg_dump --schema-only do");
  }

  private MovedTable moved(Table table) {
    return MovedTables.of(table, Objects.requireNonNull(targetTables.get(table.name())));
  }

  private void nameMissingSequences() {
    Set<TableName> present = new HashSet<>(target.sequences());
    for (TableName sequence : source.sequences()) {
      if (!present.contains(sequence)) {
        problem(
            "sequence %s is missing on the %s".formatted(sequence, targetSide.label()),
            "create it there");
      }
    }
  }

  private void nameMissingViews() {
    Set<TableName> present =
        target.materializedViews().stream().map(MaterializedView::name).collect(Collectors.toSet());
    for (MaterializedView view : source.materializedViews()) {
      if (!present.contains(view.name()) && !targetTables.containsKey(view.name())) {
        problem(
            "materialized view %s is missing on the %s".formatted(view.name(), targetSide.label()),
            "create it there");
      }
    }
  }
}
