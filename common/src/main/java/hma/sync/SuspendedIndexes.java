package hma.sync;

import hma.postgres.DatabaseSession;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.TableName;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Indexes, primary keys and unique constraints, dropped in the target's transaction while tables
 * are loaded whole, and made again as they were: to sort once is cheaper than to find the place of
 * each row (<a href="https://www.postgresql.org/docs/current/populate.html#POPULATE-RM-INDEXES">
 * PostgreSQL, 14.4.3 Remove Indexes</a>).
 *
 * <p>Left in place are those of small tables; those that something else depends on, as a view that
 * groups by a primary key; invalid ones; those of an extension; those in a schema or tablespace
 * where nothing may be made; those that call functions of the application, which may work for rows
 * that come one by one but not under the safe search path of {@code CREATE INDEX}; exclusion
 * constraints; and those of a partitioned table of which some large partition is not loaded whole.
 */
final class SuspendedIndexes {
  /** With fewer rows, to drop and make an index again costs more than it saves. */
  private static final long ROWS_WORTH_SORTING = 10_000;

  private static final String NO_PARENT = "";

  private static final String INDEXES =
      """
      SELECT i.indexrelid::text AS id, coalesce(h.inhparent::text, '') AS parent, ic.relkind = 'I' AS divided,
             n.nspname::text AS schema, c.relname::text AS name, ic.relname::text AS index_name,
             pg_get_indexdef(i.indexrelid) AS definition, coalesce(s.spcname, '')::text AS space,
             obj_description(i.indexrelid, 'pg_class') AS comment,
             i.indisclustered AS clustered, i.indisreplident AS replica_identity,
             i.indexprs IS NOT NULL AS expressions,
             ARRAY(SELECT format('ALTER COLUMN %s SET STATISTICS %s', a.attnum, a.attstattarget)
                   FROM pg_attribute a
                   WHERE a.attrelid = i.indexrelid AND a.attstattarget >= 0
                   ORDER BY a.attnum) AS statistics,
             CASE o.contype WHEN 'p' THEN 'PRIMARY KEY' WHEN 'u' THEN 'UNIQUE' END AS kind,
             pg_get_constraintdef(o.oid) AS constraint_definition,
             coalesce(o.condeferrable, false) AS deferrable,
             coalesce(o.condeferred, false) AS deferred,
             obj_description(o.oid, 'pg_constraint') AS constraint_comment,
             i.indisvalid AND i.indisready AND i.indislive
               AND has_schema_privilege(n.oid, 'CREATE')
               AND (s.oid IS NULL OR has_tablespace_privilege(s.oid, 'CREATE'))
               AND (o.oid IS NULL OR o.contype <> 'x' AND m.amname = 'btree'
                 AND (ic.relkind = 'i' OR ic.reloptions IS NULL))
               AND NOT EXISTS (
                 SELECT 1 FROM pg_depend d
                 WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid
                   AND d.refclassid IN ('pg_extension'::regclass, 'pg_proc'::regclass))
               AND NOT EXISTS (
                 SELECT 1 FROM pg_depend d
                 WHERE d.deptype = 'n'
                   AND (d.refclassid = 'pg_class'::regclass AND d.refobjid = i.indexrelid
                     OR d.refclassid = 'pg_constraint'::regclass AND d.refobjid = o.oid)) AS free
      FROM unnest($1::text[], $2::text[]) AS w(schema_name, relation_name)
      JOIN pg_namespace n ON n.nspname = w.schema_name
      JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = w.relation_name
      JOIN pg_index i ON i.indrelid = c.oid
      JOIN pg_class ic ON ic.oid = i.indexrelid
      JOIN pg_am m ON m.oid = ic.relam
      LEFT JOIN pg_tablespace s ON s.oid = ic.reltablespace
      LEFT JOIN pg_constraint o ON o.conindid = i.indexrelid AND o.contype IN ('p', 'u', 'x')
      LEFT JOIN pg_inherits h ON h.inhrelid = i.indexrelid
      ORDER BY i.indexrelid
      """;

  private final DatabaseSession session;
  private final List<Tree> trees = new ArrayList<>();

  /** An index with the indexes of partitions that are its parts. */
  private record Tree(SuspendedIndex index, List<Tree> parts) {
    boolean isFree(Set<TableName> avoided) {
      return index.free()
          && (index.divided()
              ? !parts.isEmpty() && parts.stream().allMatch(part -> part.isFree(avoided))
              : !avoided.contains(index.table()));
    }

    Stream<SuspendedIndex> all() {
      return Stream.concat(Stream.of(index), parts.stream().flatMap(Tree::all));
    }
  }

  private SuspendedIndexes(DatabaseSession session) {
    this.session = session;
  }

  /** None yet. */
  static SuspendedIndexes none(DatabaseSession session) {
    return new SuspendedIndexes(session);
  }

  /**
   * Drops indexes; foreign keys that need them have to be dropped before.
   *
   * @param plan what moves
   * @param whole the tables that are loaded whole
   */
  SuspendedIndexes drop(MovePlan plan, Set<TableName> whole) {
    Map<Boolean, Set<TableName>> large =
        plan.tables().stream()
            .filter(table -> table.estimatedRows() >= ROWS_WORTH_SORTING)
            .map(MovedTable::name)
            .collect(Collectors.partitioningBy(whole::contains, Collectors.toSet()));
    Set<TableName> sorted = large.getOrDefault(true, Set.of());
    Set<TableName> avoided = large.getOrDefault(false, Set.of());
    List<Tree> dropped =
        trees(session, plan.relations()).stream()
            .filter(tree -> tree.isFree(avoided))
            .filter(tree -> tree.all().anyMatch(index -> sorted.contains(index.table())))
            .toList();
    dropped.forEach(tree -> session.run("dropping " + tree.index(), tree.index().drop()));
    trees.addAll(dropped);
    return this;
  }

  private static List<Tree> trees(DatabaseSession session, List<TableName> relations) {
    Map<String, List<SuspendedIndex>> byParent = new HashMap<>();
    for (Row row : session.run("reading the indexes", INDEXES, Names.arrays(relations))) {
      byParent
          .computeIfAbsent(row.getString("parent"), parent -> new ArrayList<>())
          .add(SuspendedIndex.from(row));
    }
    return trees(NO_PARENT, byParent);
  }

  private static List<Tree> trees(String parent, Map<String, List<SuspendedIndex>> byParent) {
    return byParent.getOrDefault(parent, List.of()).stream()
        .map(index -> new Tree(index, trees(index.id(), byParent)))
        .toList();
  }

  /** Makes them again; the statistics of expressions too, which went with their indexes. */
  void make() {
    trees.forEach(this::make);
    trees.stream()
        .flatMap(Tree::all)
        .filter(SuspendedIndex::expressions)
        .map(SuspendedIndex::table)
        .distinct()
        .forEach(table ->
            session.run("taking the statistics of " + table, "ANALYZE " + Names.quoted(table)));
    trees.clear();
  }

  /** Parts first: an index of a partitioned table is valid once its last part is attached. */
  private void make(Tree tree) {
    tree.parts().forEach(this::make);
    session.run("making " + tree.index(), String.join("; ", tree.index().make()));
    for (Tree part : tree.parts()) {
      session.run("attaching " + part.index(), tree.index().attach(part.index()));
    }
  }
}
