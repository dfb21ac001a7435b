package hma.sync;

import static java.util.stream.Collectors.joining;

import hma.postgres.Identifiers;
import hma.protocol.Inventory.Extension;
import hma.protocol.Inventory.Relation;
import hma.protocol.Table;
import hma.protocol.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares what both sides hold beside the shape of their tables. Pure: it touches no database. */
public final class SchemaFindings {
  private static final String UTF8 = "UTF8";

  /** A server of this encoding takes and gives bytes as they are. */
  private static final String ANY_BYTES = "SQL_ASCII";

  /** What a major version is multiplied with in {@code server_version_num}. */
  static final int MAJOR = 10_000;

  private final SideSchema source;
  private final SideSchema target;
  private final List<Finding> findings = new ArrayList<>();

  private SchemaFindings(SideSchema source, SideSchema target) {
    this.source = source;
    this.target = target;
  }

  /** What is found, tables' own differences aside: those {@link MovePlanner} names. */
  public static List<Finding> of(SideSchema source, SideSchema target) {
    SchemaFindings comparison = new SchemaFindings(source, target);
    comparison.compare();
    return List.copyOf(comparison.findings);
  }

  private void compare() {
    compareEncodings();
    compareVersions();
    nameMissingExtensions();
    nameLargeObjects();
    nameTablesInsteadOfViews();
    nameUnloggedTables();
    if (!target.catalog().tables().isEmpty()) {
      findings.addAll(TypeComparison.findings(source, target));
      findings.addAll(ConstraintComparison.findings(source, target));
      findings.addAll(TraitComparison.findings(source, target));
    }
  }

  private void compareEncodings() {
    String here = source.inventory().encoding();
    String there = target.inventory().encoding();
    if (here.equals(there) || (there.equals(UTF8) && !here.equals(ANY_BYTES))) {
      return;
    }
    String what =
        "the %s's database is encoded in %s, the %s's in %s"
            .formatted(source.label(), here, target.label(), there);
    if (here.equals(ANY_BYTES)) {
      findings.add(
          Finding.warning(
              what + ": bytes that are no " + there + " will be refused",
              "find and correct them on the " + source.label()));
    } else if (there.equals(ANY_BYTES)) {
      findings.add(
          Finding.warning(
              what + ": there characters are counted and changed byte by byte",
              "make a database there with CREATE DATABASE … ENCODING '" + here + "'"));
    } else {
      findings.add(
          Finding.problem(
              what + ", which cannot hold every character of it",
              "make a database there with CREATE DATABASE … ENCODING '"
                  + here
                  + "' TEMPLATE template0"));
    }
  }

  private void compareVersions() {
    int here = source.catalog().serverVersion() / MAJOR;
    int there = target.catalog().serverVersion() / MAJOR;
    if (here != there) {
      findings.add(
          Finding.note(
              "the %s runs PostgreSQL %d, the %s %d"
                  .formatted(source.label(), here, target.label(), there),
              "text moves exactly between them; upgrade the older one when it suits you"));
    }
  }

  private void nameMissingExtensions() {
    Map<String, Extension> present = target.extensions();
    for (Extension extension : source.inventory().extensions()) {
      Extension other = present.get(extension.name());
      if (other == null) {
        nameMissing(extension);
      } else if (!other.version().equals(extension.version())) {
        findings.add(
            Finding.note(
                "extension %s is %s on the %s and %s on the %s"
                    .formatted(
                        extension.name(),
                        extension.version(),
                        source.label(),
                        other.version(),
                        target.label()),
                "ALTER EXTENSION %s UPDATE".formatted(Identifiers.quote(extension.name()))));
      }
    }
  }

  private void nameMissing(Extension extension) {
    List<String> users =
        source.inventory().types().stream()
            .filter(type -> type.extension().equals(extension.name()))
            .flatMap(type -> type.users().stream())
            .toList();
    String what = "extension %s is missing on the %s".formatted(extension.name(), target.label());
    String remedy = "run there: " + create(extension);
    findings.add(
        users.isEmpty()
            ? Finding.warning(what, remedy)
            : Finding.problem(what + ", and " + Listed.of(users) + " need it", remedy));
  }

  /** Heroku chooses the schema by itself. */
  private static String create(Extension extension) {
    String create =
        "CREATE EXTENSION IF NOT EXISTS %s".formatted(Identifiers.quote(extension.name()));
    return extension.schema().equals("heroku_ext") || extension.schema().equals("pg_catalog")
        ? create
        : create + " WITH SCHEMA " + Identifiers.quote(extension.schema());
  }

  private void nameLargeObjects() {
    long count = source.inventory().largeObjects();
    if (count > 0) {
      findings.add(
          Finding.problem(
              "the %s's database holds %d large objects, which are not moved"
                  .formatted(source.label(), count),
              "keep them in bytea columns instead, then remove them with lo_unlink, or those that nothing refers to with vacuumlo"));
    }
  }

  /** Readers there would see rows that nobody keeps up to date. */
  private void nameTablesInsteadOfViews() {
    for (Table table : target.catalog().tables()) {
      source
          .insteadOfTable(table.name())
          .ifPresent(instead ->
              findings.add(
                  Finding.problem(
                      "%s is %s on the %s and a table on the %s"
                          .formatted(table.name(), instead, source.label(), target.label()),
                      "make them the same")));
    }
  }

  private void nameUnloggedTables() {
    Set<TableName> moved =
        source.catalog().tables().stream().map(Table::name).collect(Collectors.toSet());
    String unlogged =
        target.inventory().relations().stream()
            .filter(relation -> relation.kind() == Relation.Kind.UNLOGGED_TABLE)
            .map(Relation::name)
            .filter(moved::contains)
            .map(TableName::toString)
            .collect(joining(", "));
    if (!unlogged.isEmpty()) {
      findings.add(
          Finding.warning(
              "unlogged on the %s: %s; after a crash of the server they are empty"
                  .formatted(target.label(), unlogged),
              "ALTER TABLE … SET LOGGED there"));
    }
  }
}
