package hma.sync;

import hma.postgres.DatabaseSession;
import hma.postgres.Identifiers;
import hma.protocol.TableName;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CHECK and NOT NULL constraints that are NOT VALID, of tables and of the domains of their columns:
 * rows that break them may have been there before them and could not be copied. They are dropped in
 * the target's transaction while rows are loaded and added again exactly as they were, never
 * validated.
 */
final class SuspendedChecks {
  /** Those above come first: dropping one takes what only inherits it along. */
  private static final String OF_TABLES =
      """
      SELECT n.nspname::text AS schema, c.relname::text AS name, o.conname::text AS constraint_name,
             pg_get_constraintdef(o.oid) AS definition, o.conislocal AS local,
             obj_description(o.oid, 'pg_constraint') AS comment
      FROM unnest($1::text[], $2::text[]) AS w(schema_name, relation_name)
      JOIN pg_namespace n ON n.nspname = w.schema_name
      JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = w.relation_name
      JOIN pg_constraint o ON o.conrelid = c.oid AND o.contype IN ('c', 'n') AND NOT o.convalidated
      ORDER BY o.coninhcount, o.oid
      """;

  private static final String OF_DOMAINS =
      """
      SELECT n.nspname::text AS schema, t.typname::text AS name, o.conname::text AS constraint_name,
             pg_get_constraintdef(o.oid) AS definition, true AS local,
             obj_description(o.oid, 'pg_constraint') AS comment
      FROM pg_constraint o JOIN pg_type t ON t.oid = o.contypid
      JOIN pg_namespace n ON n.oid = t.typnamespace
      WHERE o.contype IN ('c', 'n') AND NOT o.convalidated AND pg_has_role(t.typowner, 'USAGE')
      ORDER BY o.oid
      """;

  private final DatabaseSession session;
  private final List<Check> checks;

  private SuspendedChecks(DatabaseSession session, List<Check> checks) {
    this.session = session;
    this.checks = checks;
  }

  /** Drops those of these tables, and those of all domains. */
  static SuspendedChecks drop(DatabaseSession session, List<TableName> tables) {
    List<Check> checks = new ArrayList<>();
    for (Row row : session.run("reading the checks", OF_TABLES, Names.arrays(tables))) {
      checks.add(Check.from("TABLE", "", row));
    }
    for (Row row : session.run("reading the checks of domains", OF_DOMAINS)) {
      checks.add(Check.from("DOMAIN", "DOMAIN ", row));
    }
    checks.stream()
        .filter(Check::local)
        .forEach(check -> session.run("dropping " + check, check.drop()));
    return new SuspendedChecks(session, checks);
  }

  /** Adds them again, those below first, so that those above find and take them. */
  void add() {
    checks.reversed().stream()
        .filter(Check::local)
        .forEach(check -> session.run("adding " + check, check.add()));
    for (Check check : checks) {
      if (check.comment() != null) {
        session.run("commenting on " + check, check.describe(check.comment()));
      }
    }
  }

  private record Check(
      String kind,
      String of,
      TableName owner,
      String name,
      String definition,
      boolean local,
      @Nullable String comment) {

    static Check from(String kind, String of, Row row) {
      return new Check(
          kind,
          of,
          Names.from(row, "schema", "name"),
          row.getString("constraint_name"),
          row.getString("definition"),
          row.getBoolean("local"),
          row.getString("comment"));
    }

    String drop() {
      return "ALTER %s %s DROP CONSTRAINT %s"
          .formatted(kind, Names.quoted(owner), Identifiers.quote(name));
    }

    String add() {
      return "ALTER %s %s ADD CONSTRAINT %s %s"
          .formatted(kind, Names.quoted(owner), Identifiers.quote(name), definition);
    }

    String describe(String text) {
      return "COMMENT ON CONSTRAINT %s ON %s%s IS %s"
          .formatted(Identifiers.quote(name), of, Names.quoted(owner), Identifiers.literal(text));
    }

    @Override
    public String toString() {
      return "constraint %s of %s".formatted(name, owner);
    }
  }
}
