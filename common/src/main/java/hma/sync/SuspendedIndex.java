package hma.sync;

import hma.postgres.Identifiers;
import hma.protocol.TableName;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An index that is dropped for a while, and all that goes with it.
 *
 * @param id its object identifier before it was dropped
 * @param divided whether it is the index of a partitioned table
 * @param free whether nothing stands against dropping it
 * @param definition a {@code CREATE INDEX}
 * @param space its tablespace; empty for the database's own
 * @param comment on the index
 * @param expressions whether it has columns that are expressions, with statistics of their own
 * @param statistics the actions of {@code ALTER INDEX} that set its statistics targets
 * @param constraint the one that it enforces
 */
record SuspendedIndex(
    String id,
    boolean divided,
    boolean free,
    TableName table,
    String name,
    String definition,
    String space,
    @Nullable String comment,
    boolean clustered,
    boolean replicaIdentity,
    boolean expressions,
    List<String> statistics,
    @Nullable Constraint constraint) {

  /**
   * A constraint that an index enforces; it bears the index's name.
   *
   * @param kind {@code PRIMARY KEY} or {@code UNIQUE}
   * @param definition as in {@code ADD CONSTRAINT}
   * @param comment on the constraint
   */
  record Constraint(
      String kind,
      String definition,
      boolean deferrable,
      boolean deferred,
      @Nullable String comment) {

    private static Constraint from(String kind, Row row) {
      return new Constraint(
          kind,
          row.getString("constraint_definition"),
          row.getBoolean("deferrable"),
          row.getBoolean("deferred"),
          row.getString("constraint_comment"));
    }

    private String using(String index) {
      return "%s USING INDEX %s%s%s"
          .formatted(
              kind,
              Identifiers.quote(index),
              deferrable ? " DEFERRABLE" : "",
              deferred ? " INITIALLY DEFERRED" : "");
    }
  }

  static SuspendedIndex from(Row row) {
    String kind = row.getString("kind");
    return new SuspendedIndex(
        row.getString("id"),
        row.getBoolean("divided"),
        row.getBoolean("free"),
        Names.from(row, "schema", "name"),
        row.getString("index_name"),
        row.getString("definition"),
        row.getString("space"),
        row.getString("comment"),
        row.getBoolean("clustered"),
        row.getBoolean("replica_identity"),
        row.getBoolean("expressions"),
        List.of(row.getArrayOfStrings("statistics")),
        kind == null ? null : Constraint.from(kind, row));
  }

  /** Drops it, with its parts. */
  String drop() {
    return constraint == null
        ? "DROP INDEX " + qualified()
        : alterTable("", "DROP CONSTRAINT " + Identifiers.quote(name));
  }

  /** The statements that make it again, without its parts. */
  List<String> make() {
    List<String> statements = new ArrayList<>();
    statements.add("SET LOCAL default_tablespace = " + Identifiers.literal(space));
    if (constraint == null) {
      statements.add(definition);
    } else {
      make(statements, constraint);
    }
    addComment(statements, "INDEX " + qualified(), comment);
    statistics.forEach(action -> statements.add(alterIndex(action)));
    if (clustered) {
      statements.add(alterTable("ONLY ", "CLUSTER ON " + Identifiers.quote(name)));
    }
    if (replicaIdentity) {
      statements.add(
          alterTable("ONLY ", "REPLICA IDENTITY USING INDEX " + Identifiers.quote(name)));
    }
    return statements;
  }

  /** Only a constraint of a table that is not partitioned can take over an index. */
  private void make(List<String> statements, Constraint enforced) {
    String add = "ADD CONSTRAINT " + Identifiers.quote(name) + " ";
    if (divided) {
      statements.add(alterTable("ONLY ", add + enforced.definition()));
    } else {
      statements.add(definition);
      statements.add(alterTable("ONLY ", add + enforced.using(name)));
    }
    addComment(
        statements,
        "CONSTRAINT %s ON %s".formatted(Identifiers.quote(name), Names.quoted(table)),
        enforced.comment());
  }

  /** Makes another index a part of this one. */
  String attach(SuspendedIndex part) {
    return alterIndex("ATTACH PARTITION " + part.qualified());
  }

  private static void addComment(List<String> statements, String object, @Nullable String comment) {
    if (comment != null) {
      statements.add("COMMENT ON %s IS %s".formatted(object, Identifiers.literal(comment)));
    }
  }

  private String alterTable(String only, String action) {
    return "ALTER TABLE %s%s %s".formatted(only, Names.quoted(table), action);
  }

  private String alterIndex(String action) {
    return "ALTER INDEX %s %s".formatted(qualified(), action);
  }

  private String qualified() {
    return Identifiers.qualified(table.schema(), name);
  }

  @Override
  public String toString() {
    return "index %s of %s".formatted(name, table);
  }
}
