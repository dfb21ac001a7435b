package hma.sync;

import hma.postgres.DatabaseSession;
import hma.postgres.Identifiers;
import hma.protocol.TableName;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * User triggers and rules, turned off in the target's transaction while rows are changed, and
 * turned on again exactly as they were. {@code DISABLE TRIGGER USER} would forget which were
 * disabled or ALWAYS before; so each is named, also on each partition.
 */
final class SuspendedTriggers {
  /** Those that fire on ordinary writes; disabled and replica triggers are left as they are. */
  private static final String FIRING =
      """
      SELECT n.nspname::text AS schema, c.relname::text AS name, f.kind, f.name::text AS reaction,
             f.state = 'A' AS always
      FROM unnest($1::text[], $2::text[]) AS w(schema_name, relation_name)
      JOIN pg_namespace n ON n.nspname = w.schema_name
      JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = w.relation_name
      JOIN (SELECT oid, tgrelid AS relation, 'TRIGGER' AS kind, tgname AS name, tgenabled AS state
            FROM pg_trigger WHERE NOT tgisinternal
            UNION ALL
            SELECT oid, ev_class, 'RULE', rulename, ev_enabled FROM pg_rewrite) AS f
        ON f.relation = c.oid
      WHERE f.state IN ('O', 'A')
      ORDER BY f.kind, f.oid
      """;

  private final DatabaseSession session;
  private final List<Reaction> reactions;

  private SuspendedTriggers(DatabaseSession session, List<Reaction> reactions) {
    this.session = session;
    this.reactions = reactions;
  }

  /** Turns the triggers and rules of these tables off. */
  static SuspendedTriggers turnOff(DatabaseSession session, List<TableName> tables) {
    List<Reaction> reactions = new ArrayList<>();
    for (Row row : session.run("reading the triggers and rules", FIRING, Names.arrays(tables))) {
      reactions.add(
          new Reaction(
              Names.from(row, "schema", "name"),
              row.getString("kind"),
              row.getString("reaction"),
              row.getBoolean("always")));
    }
    reactions.forEach(reaction -> session.run(reaction.doing("off"), reaction.alter("DISABLE")));
    return new SuspendedTriggers(session, reactions);
  }

  /** Turns them on again. */
  void turnOn() {
    for (Reaction reaction : reactions) {
      session.run(
          reaction.doing("on"), reaction.alter(reaction.always() ? "ENABLE ALWAYS" : "ENABLE"));
    }
  }

  /** What the server does by itself on a write; its kind is {@code TRIGGER} or {@code RULE}. */
  private record Reaction(TableName table, String kind, String name, boolean always) {
    String alter(String action) {
      return "ALTER TABLE ONLY %s %s %s %s"
          .formatted(Names.quoted(table), action, kind, Identifiers.quote(name));
    }

    String doing(String what) {
      return "turning %s %s of %s %s".formatted(kind.toLowerCase(Locale.ROOT), name, table, what);
    }
  }
}
