package hma.sync;

import hma.postgres.DatabaseSession;
import hma.postgres.Identifiers;
import hma.protocol.TableName;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is put aside in the target's transaction while rows are loaded, and put back exactly: user
 * triggers and foreign keys.
 *
 * <p>Dropping foreign keys and adding them again in the same transaction is as atomic as deferring
 * them, four times as fast, and needs no order of tables, whatever cycles there are. {@code DISABLE
 * TRIGGER USER} would forget which triggers were disabled or ALWAYS before; so each is named.
 */
final class Suspension {
  private static final String TRIGGERS =
      """
      SELECT n.nspname::text AS schema, c.relname::text AS name, t.tgname::text AS trigger_name,
             t.tgenabled = 'A' AS always
      FROM unnest($1::text[], $2::text[]) AS w(schema_name, relation_name)
      JOIN pg_namespace n ON n.nspname = w.schema_name
      JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = w.relation_name
      JOIN pg_trigger t ON t.tgrelid = c.oid
      WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')
      ORDER BY t.oid
      """;

  /** The condition on conparentid leaves out what PostgreSQL keeps for each partition. */
  private static final String FOREIGN_KEYS =
      """
      SELECT n.nspname::text AS schema, c.relname::text AS name, o.conname::text AS constraint_name,
             pg_get_constraintdef(o.oid) AS definition,
             obj_description(o.oid, 'pg_constraint') AS comment
      FROM unnest($1::text[], $2::text[]) AS w(schema_name, relation_name)
      JOIN pg_namespace n ON n.nspname = w.schema_name
      JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = w.relation_name
      JOIN pg_constraint o ON o.conrelid = c.oid
      WHERE o.contype = 'f' AND o.conparentid = 0
      ORDER BY o.oid
      """;

  private final DatabaseSession session;
  private final List<Trigger> triggers;
  private final List<Constraint> foreignKeys;

  private Suspension(
      DatabaseSession session, List<Trigger> triggers, List<Constraint> foreignKeys) {
    this.session = session;
    this.triggers = triggers;
    this.foreignKeys = foreignKeys;
  }

  /** Turns the triggers of these tables off and drops their foreign keys. */
  static Suspension begin(DatabaseSession session, List<TableName> tables) {
    List<Trigger> triggers = new ArrayList<>();
    for (Row row : session.run("reading the triggers", TRIGGERS, Names.arrays(tables))) {
      triggers.add(
          new Trigger(
              Names.from(row, "schema", "name"),
              row.getString("trigger_name"),
              row.getBoolean("always")));
    }
    List<Constraint> foreignKeys = new ArrayList<>();
    for (Row row : session.run("reading the foreign keys", FOREIGN_KEYS, Names.arrays(tables))) {
      foreignKeys.add(
          new Constraint(
              Names.from(row, "schema", "name"),
              row.getString("constraint_name"),
              row.getString("definition"),
              row.getString("comment")));
    }
    Suspension suspension = new Suspension(session, triggers, foreignKeys);
    suspension.putAside();
    return suspension;
  }

  private void putAside() {
    for (Trigger trigger : triggers) {
      session.run(
          "turning trigger %s of %s off".formatted(trigger.name(), trigger.table()),
          "ALTER TABLE ONLY %s DISABLE TRIGGER %s"
              .formatted(Names.quoted(trigger.table()), Identifiers.quote(trigger.name())));
    }
    for (Constraint key : foreignKeys) {
      session.run(
          "dropping foreign key %s of %s".formatted(key.name(), key.table()),
          "ALTER TABLE %s DROP CONSTRAINT %s"
              .formatted(Names.quoted(key.table()), Identifiers.quote(key.name())));
    }
  }

  /** Puts it all back; foreign keys that were valid are validated by that. */
  void end() {
    for (Constraint key : foreignKeys) {
      session.run("adding foreign key %s of %s".formatted(key.name(), key.table()), key.add());
    }
    for (Trigger trigger : triggers) {
      session.run(
          "turning trigger %s of %s on".formatted(trigger.name(), trigger.table()),
          "ALTER TABLE ONLY %s ENABLE %sTRIGGER %s"
              .formatted(
                  Names.quoted(trigger.table()),
                  trigger.always() ? "ALWAYS " : "",
                  Identifiers.quote(trigger.name())));
    }
  }

  /** A user trigger that fires on ordinary writes; the others are left as they are. */
  private record Trigger(TableName table, String name, boolean always) {}

  private record Constraint(
      TableName table, String name, String definition, @Nullable String comment) {

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
  }
}
