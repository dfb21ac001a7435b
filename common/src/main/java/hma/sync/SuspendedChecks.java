package hma.sync;

import hma.postgres.DatabaseSession;
import hma.postgres.Identifiers;
import hma.protocol.TableName;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks, and from PostgreSQL 18 on NOT NULL constraints, that are NOT VALID: older rows may break
 * them, but would break them again on their way in. They are dropped in the target's transaction
 * while rows are written, and added again as they were.
 *
 * <p>One that a table has inherited goes and comes with its parent's.
 */
final class SuspendedChecks {
  private static final String NOT_VALID =
      """
      SELECT n.nspname::text AS schema, c.relname::text AS name, o.conname::text AS constraint_name,
             pg_get_constraintdef(o.oid) AS definition,
             obj_description(o.oid, 'pg_constraint') AS comment
      FROM unnest($1::text[], $2::text[]) AS w(schema_name, relation_name)
      JOIN pg_namespace n ON n.nspname = w.schema_name
      JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = w.relation_name
      JOIN pg_constraint o ON o.conrelid = c.oid
      WHERE o.contype IN ('c', 'n') AND NOT o.convalidated AND o.conislocal
      ORDER BY o.coninhcount, o.oid
      """;

  private final DatabaseSession session;
  private final List<Check> checks;

  private SuspendedChecks(DatabaseSession session, List<Check> checks) {
    this.session = session;
    this.checks = checks;
  }

  /** Drops those of these tables, parents before children. */
  static SuspendedChecks drop(DatabaseSession session, List<TableName> relations) {
    List<Check> checks = new ArrayList<>();
    for (Row row : session.run("reading the checks", NOT_VALID, Names.arrays(relations))) {
      checks.add(
          new Check(
              Names.from(row, "schema", "name"),
              row.getString("constraint_name"),
              row.getString("definition"),
              row.getString("comment")));
    }
    checks.forEach(check -> session.run("dropping " + check, check.drop()));
    return new SuspendedChecks(session, checks);
  }

  /** Adds them again, children before parents, whose constraint then merges with theirs. */
  void add() {
    checks.reversed().forEach(check -> session.run("adding " + check, check.add()));
  }

  private record Check(TableName table, String name, String definition, @Nullable String comment) {

    String drop() {
      return "ALTER TABLE %s DROP CONSTRAINT %s"
          .formatted(Names.quoted(table), Identifiers.quote(name));
    }

    String add() {
      String add =
          "ALTER TABLE %s ADD CONSTRAINT %s %s"
              .formatted(Names.quoted(table), Identifiers.quote(name), definition);
      return comment == null
          ? add
          : add
              + "; COMMENT ON CONSTRAINT %s ON %s IS %s"
                  .formatted(
                      Identifiers.quote(name), Names.quoted(table), Identifiers.literal(comment));
    }

    @Override
    public String toString() {
      return "constraint %s of %s".formatted(name, table);
    }
  }
}
