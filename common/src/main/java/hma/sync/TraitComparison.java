package hma.sync;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;

import hma.postgres.Identifiers;
import hma.protocol.Column;
import hma.protocol.Inventory.Extension;
import hma.protocol.Inventory.Trait;
import hma.protocol.Table;
import hma.protocol.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Names what the application would find otherwise on the target: nothing of it moves, and rows can
 * be moved whatever it is. One finding for each kind of trait and of difference.
 */
final class TraitComparison {
  /** Matches nothing. */
  private static final Pattern NOTHING = Pattern.compile("(?!)");

  private final SideSchema source;
  private final SideSchema target;
  private final Set<TableName> shared = new HashSet<>();
  private final Set<String> sharedColumns = new HashSet<>();
  private final Pattern schemasOfExtensions;

  private TraitComparison(SideSchema source, SideSchema target) {
    this.source = source;
    this.target = target;
    this.schemasOfExtensions = schemasOfExtensions(source, target);
    shared.addAll(relations(source));
    shared.retainAll(relations(target));
    sharedColumns.addAll(columns(source));
    sharedColumns.retainAll(columns(target));
  }

  /** A trait apart from what it says. */
  private record Key(Trait.Kind kind, TableName relation, String name) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
      return switch (kind) {
        case TRIGGER, POLICY -> name + " of " + relation;
        case ROW_SECURITY, SEQUENCE -> relation.toString();
        case DEFAULT -> relation + "." + name;
        case GRANT -> relation + " to " + name;
      };
    }
  }

  static List<Finding> findings(SideSchema source, SideSchema target) {
    return new TraitComparison(source, target).compare();
  }

  private List<Finding> compare() {
    List<Finding> findings = new ArrayList<>();
    for (Trait.Kind kind : Trait.Kind.values()) {
      compare(kind, traits(source, kind), traits(target, kind), findings);
    }
    return findings;
  }

  private void compare(
      Trait.Kind kind, Map<Key, String> here, Map<Key, String> there, List<Finding> findings) {
    String what = what(kind);
    List<String> missing = only(here, there);
    if (!missing.isEmpty()) {
      findings.add(
          Finding.warning(
              "%s on the %s only: %s".formatted(what, source.label(), Listed.of(missing)),
              "the application would miss them on the %s: make them the same"
                  .formatted(target.label())));
    }
    List<String> extra = only(there, here);
    if (!extra.isEmpty()) {
      String found = "%s on the %s only: %s".formatted(what, target.label(), Listed.of(extra));
      findings.add(
          kind == Trait.Kind.GRANT
              ? Finding.note(found, "revoke them, or grant them on both sides")
              : Finding.warning(
                  found,
                  "the application would find more on the %s: make them the same"
                      .formatted(target.label())));
    }
    List<String> different = different(here, there);
    if (!different.isEmpty()) {
      findings.add(
          Finding.warning(
              "%s differ: %s".formatted(what, Listed.of(different)), "make them the same"));
    }
  }

  private List<String> only(Map<Key, String> here, Map<Key, String> there) {
    return sorted(here.keySet().stream().filter(key -> !there.containsKey(key))).stream()
        .map(key -> key + said(Objects.requireNonNull(here.get(key))))
        .toList();
  }

  private List<String> different(Map<Key, String> here, Map<Key, String> there) {
    return sorted(
            here.keySet().stream()
                .filter(there::containsKey)
                .filter(key -> !Objects.equals(comparable(here, key), comparable(there, key))))
        .stream()
        .map(key ->
            "%s is %s on the %s and %s on the %s"
                .formatted(key, here.get(key), source.label(), there.get(key), target.label()))
        .toList();
  }

  private static Set<Key> sorted(Stream<Key> keys) {
    return keys.collect(toCollection(TreeSet::new));
  }

  private static String said(String definition) {
    return " (" + definition + ")";
  }

  /** An extension may live in another schema on the other side. */
  private String comparable(Map<Key, String> traits, Key key) {
    return schemasOfExtensions.matcher(Objects.requireNonNull(traits.get(key))).replaceAll("");
  }

  private static Pattern schemasOfExtensions(SideSchema source, SideSchema target) {
    String schemas =
        Stream.of(source, target)
            .flatMap(side -> side.inventory().extensions().stream())
            .map(Extension::schema)
            .distinct()
            .flatMap(schema -> Stream.of("\\b" + Pattern.quote(schema), quoted(schema)))
            .collect(joining("|"));
    return schemas.isEmpty() ? NOTHING : Pattern.compile("(?:" + schemas + ")\\.");
  }

  private static String quoted(String schema) {
    return Pattern.quote(Identifiers.quote(schema));
  }

  private Map<Key, String> traits(SideSchema side, Trait.Kind kind) {
    return side.inventory().traits().stream()
        .filter(trait -> trait.kind() == kind && isShared(trait))
        .collect(
            toMap(
                trait -> new Key(trait.kind(), trait.relation(), trait.name()),
                Trait::definition,
                (one, same) -> one));
  }

  /** What is missing as a whole is named elsewhere. */
  private boolean isShared(Trait trait) {
    return trait.kind() == Trait.Kind.DEFAULT
        ? sharedColumns.contains(column(trait.relation(), trait.name()))
        : shared.contains(trait.relation());
  }

  private static Set<TableName> relations(SideSchema side) {
    Set<TableName> relations = new HashSet<>(side.catalog().sequences());
    side.catalog().tables().forEach(table -> relations.add(table.name()));
    return relations;
  }

  private static Set<String> columns(SideSchema side) {
    Set<String> columns = new HashSet<>();
    for (Table table : side.catalog().tables()) {
      table.columns().stream()
          .map(Column::name)
          .forEach(name -> columns.add(column(table.name(), name)));
    }
    return columns;
  }

  private static String column(TableName table, String column) {
    return table + "." + column;
  }

  private static String what(Trait.Kind kind) {
    return switch (kind) {
      case TRIGGER -> "triggers";
      case ROW_SECURITY -> "row security";
      case POLICY -> "policies of row security";
      case DEFAULT -> "defaults of columns";
      case SEQUENCE -> "sequences";
      case GRANT -> "grants";
    };
  }
}
