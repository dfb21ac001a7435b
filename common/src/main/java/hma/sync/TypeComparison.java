package hma.sync;

import hma.postgres.Identifiers;
import hma.protocol.Inventory.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Compares the types that columns are made of: equal names may hide other labels, bases and
 * attributes.
 */
final class TypeComparison {
  private final SideSchema source;
  private final SideSchema target;
  private final List<Finding> findings = new ArrayList<>();

  private TypeComparison(SideSchema source, SideSchema target) {
    this.source = source;
    this.target = target;
  }

  static List<Finding> findings(SideSchema source, SideSchema target) {
    TypeComparison comparison = new TypeComparison(source, target);
    source.inventory().types().stream()
        .filter(type -> type.extension().isEmpty())
        .forEach(type ->
            comparison.counterpart(type).ifPresent(other -> comparison.compare(type, other)));
    return comparison.findings;
  }

  /** In another schema it means the same; a type that is missing shows in the columns' types. */
  private Optional<DataType> counterpart(DataType type) {
    List<DataType> others = target.inventory().types();
    return others.stream()
        .filter(other -> other.name().equals(type.name()))
        .findFirst()
        .or(() ->
            others.stream()
                .filter(other -> other.name().name().equals(type.name().name()))
                .findFirst());
  }

  private void compare(DataType type, DataType other) {
    if (type.kind() != other.kind()) {
      different(type, a(type.kind()), a(other.kind()));
      return;
    }
    switch (type.kind()) {
      case ENUM -> compareLabels(type, other);
      case DOMAIN -> {
        compareBases(type, other);
        nameExtraConstraints(type, other);
      }
      case RANGE, MULTIRANGE -> compareBases(type, other);
      case COMPOSITE -> {
        if (!type.parts().equals(other.parts())) {
          different(
              type,
              "(" + String.join(", ", type.parts()) + ")",
              "(" + String.join(", ", other.parts()) + ")");
        }
      }
      case BASE -> {
        // Made in C: its name is all that can be told.
      }
    }
  }

  private void compareLabels(DataType type, DataType other) {
    List<String> missing = new ArrayList<>(type.parts());
    missing.removeAll(other.parts());
    List<String> extra = new ArrayList<>(other.parts());
    extra.removeAll(type.parts());
    String add = "ALTER TYPE %s ADD VALUE …".formatted(quoted(type));
    if (!missing.isEmpty()) {
      findings.add(
          Finding.problem(
              "enum %s of %s lacks the labels %s on the %s"
                  .formatted(type.name(), users(type), labels(missing), target.label()),
              "run there: " + add));
    }
    if (!extra.isEmpty()) {
      findings.add(
          Finding.warning(
              "enum %s of %s has the labels %s on the %s only: rows with them could not go back"
                  .formatted(type.name(), users(type), labels(extra), target.label()),
              "run on the " + source.label() + ": " + add));
    }
    if (missing.isEmpty() && extra.isEmpty() && !type.parts().equals(other.parts())) {
      findings.add(
          Finding.warning(
              "enum %s of %s has its labels in another order on the %s: it sorts differently there"
                  .formatted(type.name(), users(type), target.label()),
              "make it anew there in the order " + labels(type.parts())));
    }
  }

  private void compareBases(DataType type, DataType other) {
    if (!type.base().equals(other.base())) {
      different(type, "over " + type.base(), "over " + other.base());
    }
  }

  private void nameExtraConstraints(DataType type, DataType other) {
    List<String> extra = new ArrayList<>(other.parts());
    extra.removeAll(type.parts());
    if (!extra.isEmpty()) {
      findings.add(
          Finding.warning(
              "domain %s of %s demands %s on the %s only: values that don't comply will be refused"
                  .formatted(type.name(), users(type), String.join(" and ", extra), target.label()),
              "make it the same on both sides"));
    }
  }

  private void different(DataType type, String here, String there) {
    findings.add(
        Finding.problem(
            "type %s of %s is %s on the %s and %s on the %s"
                .formatted(type.name(), users(type), here, source.label(), there, target.label()),
            "make them the same"));
  }

  private static String users(DataType type) {
    return Listed.of(type.users());
  }

  private static String labels(List<String> labels) {
    return Listed.of(labels.stream().map(Identifiers::literal).map(String::strip).toList());
  }

  private static String quoted(DataType type) {
    return Names.quoted(type.name());
  }

  private static String a(DataType.Kind kind) {
    String name =
        kind.name().toLowerCase(Locale.ROOT) + (kind == DataType.Kind.BASE ? " type" : "");
    return (kind == DataType.Kind.ENUM ? "an " : "a ") + name;
  }
}
