package hma.sync;

import static java.util.stream.Collectors.joining;

import hma.postgres.DatabaseSession;
import hma.postgres.Identifiers;
import hma.postgres.Postgres;
import hma.protocol.Claim;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.TableName;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Does each thing that a side will have to do, in a transaction that is rolled back, and gathers
 * what is refused.
 */
final class Rehearsal {
  static final Claim CLAIM = new Claim("rehearsal", 0, 0);

  private static final String WITHOUT_TRIGGER =
      """
      SELECT w.schema_name AS schema, w.relation_name AS name
      FROM unnest($1::text[], $2::text[]) AS w(schema_name, relation_name)
      JOIN pg_namespace n ON n.nspname = w.schema_name
      JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = w.relation_name
      WHERE NOT has_table_privilege(c.oid, 'TRIGGER')
      ORDER BY 1, 2
      """;

  /**
   * Such a role writes without a grant on the table; a superuser is known to be bound by nothing.
   */
  private static final String BEYOND_GRANTS =
      """
      SELECT me.rolname::text AS role
      FROM pg_roles me JOIN pg_roles writers ON writers.rolname = 'pg_write_all_data'
      WHERE me.rolname = current_user AND NOT me.rolsuper
        AND pg_has_role(me.oid, writers.oid, 'MEMBER')
      """;

  /** The first try waits 100 ms, all of them together for three seconds at most. */
  private static final Duration LONGEST = Duration.ofMillis(1200);

  private static final int MOST_TRIES = 5;

  private final Postgres postgres;
  private final LockPatience patience;
  private final MovePlan plan;

  Rehearsal(Postgres postgres, LockPatience patience, MovePlan plan) {
    this.postgres = postgres;
    this.patience =
        new LockPatience(
            patience.first(),
            patience.last().compareTo(LONGEST) < 0 ? patience.last() : LONGEST,
            Math.min(patience.tries(), MOST_TRIES));
    this.plan = plan;
  }

  /** Reading and fencing, without a lock that a writer could feel. */
  List<String> source() {
    return onSource((session, trials) -> {});
  }

  /**
   * As {@link #source}, and whether changes can be logged. No trigger is made for that: it would
   * keep writers out until the transaction ends.
   */
  List<String> loggedSource() {
    return onSource(this::log);
  }

  private List<String> onSource(BiConsumer<DatabaseSession, Trials> more) {
    try (DatabaseSession session = DatabaseSession.open(postgres)) {
      begin(session);
      Trials trials = new Trials(session);
      trials.undone(() -> makeTemporaryTable(session));
      trials.each(withoutForced(session), tables -> read(session, tables));
      trials.each(plan.sequences(), sequences -> Sequences.read(session, sequences));
      trials.each(plan.relations(), tables -> fence(session, tables, List.of()));
      trials.each(plan.sequences(), sequences -> fence(session, List.of(), sequences));
      noteWritesBeyondGrants(session, trials);
      more.accept(session, trials);
      session.run("rolling back", "ROLLBACK");
      return trials.refusals();
    }
  }

  /** Emptying, loading and restoring all tables; setting each sequence to what it is. */
  List<String> target() {
    try (DatabaseSession session = DatabaseSession.open(postgres)) {
      Trials trials = new Trials(session);
      new TargetRehearsal(session, patience, plan, trials).run();
      trials.each(plan.sequences(), sequences -> set(session, sequences));
      session.run("rolling back", "ROLLBACK");
      return trials.refusals();
    }
  }

  /** The role may have other defaults for its transactions. */
  static void begin(DatabaseSession session) {
    session.run("opening a transaction", "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE");
  }

  /** Forced row security is taken off before they are read, with a lock that writers would feel. */
  private List<MovedTable> withoutForced(DatabaseSession session) {
    Set<TableName> forced = SuspendedRowSecurity.forced(session, plan.relations());
    return plan.tables().stream().filter(table -> !forced.contains(table.name())).toList();
  }

  static void makeTemporaryTable(DatabaseSession session) {
    session.run(
        "making a temporary table, which GRANT TEMPORARY ON DATABASE allows",
        "CREATE TEMP TABLE hma_rehearsal (n integer) ON COMMIT DROP");
  }

  private void log(DatabaseSession session, Trials trials) {
    trials.undone(() ->
        session.run(
            "making a function for triggers, which GRANT USAGE ON LANGUAGE plpgsql allows",
            CaptureLog.create("CREATE", "hma.capture_rehearsal()", CaptureLog.NOTHING)));
    for (Row row :
        session.run(
            "looking for the right to log", WITHOUT_TRIGGER, Names.arrays(plan.relations()))) {
      trials.note(
          "logging the changes of %s: permission denied to make a trigger (42501)"
              .formatted(Names.from(row, "schema", "name")));
    }
  }

  private static void read(DatabaseSession session, List<MovedTable> tables) {
    for (MovedTable table : tables) {
      session.run(
          "reading " + table.name(),
          "SELECT %s FROM ONLY %s LIMIT 0"
              .formatted(
                  table.compared().stream()
                      .map(column -> Identifiers.quote(column.name()))
                      .collect(joining(", ")),
                  Names.quoted(table.name())));
    }
  }

  private static void fence(
      DatabaseSession session, List<TableName> tables, List<TableName> sequences) {
    Fence fence = new Fence(session);
    fence.record(CLAIM.switchover(), tables, sequences);
    fence.revoke();
  }

  private static void noteWritesBeyondGrants(DatabaseSession session, Trials trials) {
    for (Row row : session.run("looking for rights beyond grants", BEYOND_GRANTS)) {
      String role = Identifiers.quote(row.getString("role"));
      trials.note(
          "fencing: %s is a member of pg_write_all_data and can write whatever is revoked: REVOKE pg_write_all_data FROM %s, and from the roles that %s is a member of"
              .formatted(role, role, role));
    }
  }

  private static void set(DatabaseSession session, List<TableName> sequences) {
    new Fence(session).lift();
    Sequences.set(session, Sequences.read(session, sequences));
  }
}
