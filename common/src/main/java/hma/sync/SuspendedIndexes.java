package hma.sync;

import hma.postgres.DatabaseSession;
import hma.postgres.Identifiers;
import hma.protocol.TableName;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Indexes, primary keys and unique constraints, dropped in the target's transaction while a table
 * is loaded whole, and made again as they were: to sort once is cheaper than to find the place of
 * each row (<a href="https://www.postgresql.org/docs/current/populate.html#POPULATE-RM-INDEXES">
 * PostgreSQL, 14.4.3 Remove Indexes</a>).
 *
 * <p>Left in place are those that something else depends on, as a view that groups by a primary
 * key; invalid ones; those of an extension; exclusion constraints; and those that are parts of a
 * partitioned table's index, which would have to be attached again.
 */
final class SuspendedIndexes {
  private static final String INDEXES =
      """
      SELECT n.nspname::text AS schema, c.relname::text AS name, ic.relname::text AS index_name,
             pg_get_indexdef(i.indexrelid) AS definition, coalesce(s.spcname, '')::text AS space,
             obj_description(i.indexrelid, 'pg_class') AS comment,
             i.indisclustered AS clustered, i.indisreplident AS replica_identity,
             i.indexprs IS NOT NULL AS expressions,
             ARRAY(SELECT format('ALTER COLUMN %s SET STATISTICS %s', a.attnum, a.attstattarget)
                   FROM pg_attribute a
                   WHERE a.attrelid = i.indexrelid AND a.attstattarget >= 0
                   ORDER BY a.attnum) AS statistics,
             CASE o.contype WHEN 'p' THEN 'PRIMARY KEY' WHEN 'u' THEN 'UNIQUE' END AS constraint,
             coalesce(o.condeferrable, false) AS deferrable,
             coalesce(o.condeferred, false) AS deferred,
             obj_description(o.oid, 'pg_constraint') AS constraint_comment
      FROM unnest($1::text[], $2::text[]) AS w(schema_name, relation_name)
      JOIN pg_namespace n ON n.nspname = w.schema_name
      JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = w.relation_name
      JOIN pg_index i ON i.indrelid = c.oid
      JOIN pg_class ic ON ic.oid = i.indexrelid
      JOIN pg_am m ON m.oid = ic.relam
      LEFT JOIN pg_tablespace s ON s.oid = ic.reltablespace
      LEFT JOIN pg_constraint o ON o.conindid = i.indexrelid AND o.contype IN ('p', 'u', 'x')
      WHERE i.indisvalid AND i.indisready AND i.indislive AND NOT ic.relispartition
        AND (o.oid IS NULL OR o.contype <> 'x' AND m.amname = 'btree')
        AND NOT EXISTS (
          SELECT 1 FROM pg_depend d
          WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid
            AND d.refclassid = 'pg_extension'::regclass)
        AND NOT EXISTS (
          SELECT 1 FROM pg_depend d
          WHERE d.deptype = 'n'
            AND (d.refclassid = 'pg_class'::regclass AND d.refobjid = i.indexrelid
              OR d.refclassid = 'pg_constraint'::regclass AND d.refobjid = o.oid))
      ORDER BY i.indexrelid
      """;

  private final DatabaseSession session;
  private final List<Index> indexes;

  private SuspendedIndexes(DatabaseSession session, List<Index> indexes) {
    this.session = session;
    this.indexes = indexes;
  }

  /** Drops the indexes of these tables; foreign keys that need them have to be dropped before. */
  static SuspendedIndexes drop(DatabaseSession session, List<TableName> tables) {
    List<Index> indexes = new ArrayList<>();
    for (Row row : session.run("reading the indexes", INDEXES, Names.arrays(tables))) {
      indexes.add(Index.from(row));
    }
    indexes.forEach(index -> session.run("dropping " + index, index.drop()));
    return new SuspendedIndexes(session, indexes);
  }

  /** Makes them again; the statistics of expressions too, which went with their indexes. */
  void make() {
    indexes.forEach(index -> session.run("making " + index, String.join("; ", index.make())));
    indexes.stream()
        .filter(Index::expressions)
        .map(Index::table)
        .distinct()
        .forEach(table ->
            session.run("taking the statistics of " + table, "ANALYZE " + Names.quoted(table)));
  }

  /**
   * An index and all that goes with it.
   *
   * @param space its tablespace; empty for the database's own
   * @param statistics the actions of {@code ALTER INDEX} that set its statistics targets
   */
  private record Index(
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

    static Index from(Row row) {
      String kind = row.getString("constraint");
      return new Index(
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

    String drop() {
      return constraint == null
          ? "DROP INDEX " + qualified()
          : alterTable("DROP CONSTRAINT " + Identifiers.quote(name));
    }

    List<String> make() {
      List<String> statements = new ArrayList<>();
      statements.add("SET LOCAL default_tablespace = " + Identifiers.literal(space));
      statements.add(definition);
      if (constraint != null) {
        statements.add(alterTable(constraint.add(name)));
        commentOn(
            statements,
            "CONSTRAINT %s ON %s".formatted(Identifiers.quote(name), Names.quoted(table)),
            constraint.comment());
      }
      commentOn(statements, "INDEX " + qualified(), comment);
      statistics.forEach(action -> statements.add("ALTER INDEX " + qualified() + " " + action));
      if (clustered) {
        statements.add(alterTable("CLUSTER ON " + Identifiers.quote(name)));
      }
      if (replicaIdentity) {
        statements.add(alterTable("REPLICA IDENTITY USING INDEX " + Identifiers.quote(name)));
      }
      return statements;
    }

    private static void commentOn(
        List<String> statements, String object, @Nullable String comment) {
      if (comment != null) {
        statements.add("COMMENT ON %s IS %s".formatted(object, Identifiers.literal(comment)));
      }
    }

    private String alterTable(String action) {
      return "ALTER TABLE ONLY %s %s".formatted(Names.quoted(table), action);
    }

    private String qualified() {
      return Identifiers.qualified(table.schema(), name);
    }

    @Override
    public String toString() {
      return "index %s of %s".formatted(name, table);
    }
  }

  /** A constraint that an index enforces; it bears the index's name. */
  private record Constraint(
      String kind, boolean deferrable, boolean deferred, @Nullable String comment) {

    static Constraint from(String kind, Row row) {
      return new Constraint(
          kind,
          row.getBoolean("deferrable"),
          row.getBoolean("deferred"),
          row.getString("constraint_comment"));
    }

    String add(String index) {
      return "ADD CONSTRAINT %1$s %2$s USING INDEX %1$s%3$s%4$s"
          .formatted(
              Identifiers.quote(index),
              kind,
              deferrable ? " DEFERRABLE" : "",
              deferred ? " INITIALLY DEFERRED" : "");
    }
  }
}
