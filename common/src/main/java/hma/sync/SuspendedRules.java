package hma.sync;

import hma.postgres.DatabaseSession;
import hma.postgres.Identifiers;
import hma.protocol.TableName;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;

/**
 * Rules on DELETE, turned off in the target's transaction while rows of a table are deleted, and
 * turned on again exactly as they were. COPY and TRUNCATE know no rules.
 */
final class SuspendedRules {
  private static final String FIRING =
      """
      SELECT n.nspname::text AS schema, c.relname::text AS name, r.rulename::text AS rule_name,
             r.ev_enabled = 'A' AS always
      FROM unnest($1::text[], $2::text[]) AS w(schema_name, relation_name)
      JOIN pg_namespace n ON n.nspname = w.schema_name
      JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = w.relation_name
      JOIN pg_rewrite r ON r.ev_class = c.oid
      WHERE r.ev_type = '4' AND r.ev_enabled IN ('O', 'A')
      ORDER BY r.oid
      """;

  private final DatabaseSession session;
  private final List<Rule> rules;

  private SuspendedRules(DatabaseSession session, List<Rule> rules) {
    this.session = session;
    this.rules = rules;
  }

  /** Turns the rules of these tables off. */
  static SuspendedRules turnOff(DatabaseSession session, List<TableName> tables) {
    List<Rule> rules = new ArrayList<>();
    for (Row row : session.run("reading the rules", FIRING, Names.arrays(tables))) {
      rules.add(
          new Rule(
              Names.from(row, "schema", "name"),
              row.getString("rule_name"),
              row.getBoolean("always")));
    }
    rules.forEach(rule -> session.run(rule.doing("off"), rule.alter("DISABLE")));
    return new SuspendedRules(session, rules);
  }

  /** Turns them on again. */
  void turnOn() {
    for (Rule rule : rules) {
      session.run(rule.doing("on"), rule.alter(rule.always() ? "ENABLE ALWAYS" : "ENABLE"));
    }
  }

  private record Rule(TableName table, String name, boolean always) {
    String alter(String action) {
      return "ALTER TABLE %s %s RULE %s"
          .formatted(Names.quoted(table), action, Identifiers.quote(name));
    }

    String doing(String what) {
      return "turning rule %s of %s %s".formatted(name, table, what);
    }
  }
}
