package hma.sync;

import hma.postgres.DatabaseSession;
import hma.protocol.MovePlan;
import hma.protocol.TableName;
import java.util.ArrayList;
import java.util.List;

/**
 * What a repeatable-read transaction does not see as of its snapshot: TRUNCATE, rewriting a table
 * and restarting a sequence show through. The catalog's row of a relation is read by the snapshot
 * and has the file of that moment, while {@code pg_relation_filenode} tells the present one.
 */
final class RewrittenRelations {
  private static final String REWRITTEN =
      """
      SELECT n.nspname::text AS schema, c.relname::text AS name
      FROM unnest($1::text[], $2::text[]) AS w(schema_name, relation_name)
      JOIN pg_namespace n ON n.nspname = w.schema_name
      JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = w.relation_name
      WHERE c.relkind IN ('r', 'S') AND c.relfilenode IS DISTINCT FROM pg_relation_filenode(c.oid)
      ORDER BY 1, 2
      """;

  private RewrittenRelations() {}

  /** In an open repeatable-read transaction. */
  static List<TableName> read(DatabaseSession session, MovePlan plan) {
    List<TableName> asked = new ArrayList<>(plan.relations());
    asked.addAll(plan.sequences());
    List<TableName> rewritten = new ArrayList<>();
    session
        .run("looking for what was rewritten", REWRITTEN, Names.arrays(asked))
        .forEach(row -> rewritten.add(Names.from(row, "schema", "name")));
    return List.copyOf(rewritten);
  }
}
