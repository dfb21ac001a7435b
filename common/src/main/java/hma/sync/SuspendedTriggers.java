package hma.sync;

import hma.postgres.DatabaseSession;
import hma.postgres.Identifiers;
import hma.protocol.TableName;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;

/**
 * User triggers, turned off in the target's transaction while rows are loaded, and turned on again
 * exactly as they were. {@code DISABLE TRIGGER USER} would forget which were disabled or ALWAYS
 * before; so each is named, also on each partition.
 */
final class SuspendedTriggers {
  /** Those that fire on ordinary writes; disabled and replica triggers are left as they are. */
  private static final String FIRING =
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

  private final DatabaseSession session;
  private final List<Trigger> triggers;

  private SuspendedTriggers(DatabaseSession session, List<Trigger> triggers) {
    this.session = session;
    this.triggers = triggers;
  }

  /** Turns the triggers of these tables off. */
  static SuspendedTriggers turnOff(DatabaseSession session, List<TableName> tables) {
    List<Trigger> triggers = new ArrayList<>();
    for (Row row : session.run("reading the triggers", FIRING, Names.arrays(tables))) {
      triggers.add(
          new Trigger(
              Names.from(row, "schema", "name"),
              row.getString("trigger_name"),
              row.getBoolean("always")));
    }
    triggers.forEach(trigger -> session.run(trigger.doing("off"), trigger.alter("DISABLE")));
    return new SuspendedTriggers(session, triggers);
  }

  /** Turns them on again. */
  void turnOn() {
    for (Trigger trigger : triggers) {
      session.run(
          trigger.doing("on"), trigger.alter(trigger.always() ? "ENABLE ALWAYS" : "ENABLE"));
    }
  }

  private record Trigger(TableName table, String name, boolean always) {
    String alter(String action) {
      return "ALTER TABLE ONLY %s %s TRIGGER %s"
          .formatted(Names.quoted(table), action, Identifiers.quote(name));
    }

    String doing(String what) {
      return "turning trigger %s of %s %s".formatted(name, table, what);
    }
  }
}
