package hma.sync;

import hma.postgres.DatabaseSession;
import hma.postgres.Identifiers;
import hma.protocol.Claim;
import hma.protocol.ProblemException;
import hma.protocol.TableName;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes off what captures of any switchover left. First the functions do nothing any more, which
 * waits for nobody; then the logs are emptied and the triggers dropped, as far as nobody is in the
 * way. What has to stay does nothing and holds nothing.
 */
final class CaptureRemoval {
  private static final String FUNCTIONS =
      """
      SELECT p.proname::text AS name FROM pg_proc p
      WHERE p.pronamespace = 'hma'::regnamespace AND p.proname ~ '^capture_[0-9]+_[a-z]+$'
      ORDER BY p.oid
      """;

  private static final String TRIGGERS =
      """
      SELECT n.nspname::text AS schema, c.relname::text AS name, t.tgname::text AS trigger_name
      FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
      JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE p.pronamespace = 'hma'::regnamespace AND p.proname ~ '^capture_[0-9]+_[a-z]+$'
      ORDER BY c.oid, t.oid
      """;

  private static final String IDLE_FUNCTIONS =
      """
      SELECT p.proname::text AS name FROM pg_proc p
      WHERE p.pronamespace = 'hma'::regnamespace AND p.proname ~ '^capture_[0-9]+_[a-z]+$'
        AND NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgfoid = p.oid)
      ORDER BY p.oid
      """;

  private static final String LOGS =
      """
      SELECT c.relname::text AS name FROM pg_class c
      WHERE c.relnamespace = 'hma'::regnamespace AND c.relkind = 'r'
        AND c.relname ~ '^capture_[0-9]+$'
      ORDER BY c.oid
      """;

  /**
   * While a trigger stands, a statement that began before can still be about to write into its log.
   */
  private static final String LOGS_WITHOUT_FUNCTIONS =
      """
      SELECT c.relname::text AS name FROM pg_class c
      WHERE c.relnamespace = 'hma'::regnamespace AND c.relkind = 'r'
        AND c.relname ~ '^capture_[0-9]+$'
        AND NOT EXISTS (
          SELECT FROM pg_proc p WHERE p.pronamespace = c.relnamespace
            AND p.proname ~ ('^' || c.relname || '_[a-z]+$'))
      ORDER BY c.oid
      """;

  private final DatabaseSession session;
  private final Claim claim;
  private final List<String> remaining = new ArrayList<>();

  CaptureRemoval(DatabaseSession session, Claim claim) {
    this.session = session;
    this.claim = claim;
  }

  /** What is still there, and who holds it. */
  List<String> run() {
    List<String> functions = names(FUNCTIONS);
    if (!functions.isEmpty() || !logs(LOGS).isEmpty()) {
      silence(functions);
      logs(LOGS).forEach(this::empty);
      triggers().forEach(this::drop);
      dropIdleFunctions();
      logs(LOGS_WITHOUT_FUNCTIONS).forEach(this::drop);
    }
    return List.copyOf(remaining);
  }

  private void silence(List<String> functions) {
    List<String> statements = new ArrayList<>();
    for (String name : functions) {
      statements.add(
          CaptureLog.create("CREATE OR REPLACE", "hma.%s()".formatted(name), CaptureLog.NOTHING));
    }
    statements.add("DELETE FROM hma.capture; DELETE FROM hma.capture_marks");
    transaction(TableLock.SHARE, List.of(), "ending the capture", statements);
  }

  private void empty(TableName log) {
    attempt(log, "emptying " + log, List.of("TRUNCATE " + Names.quoted(log)));
  }

  private void drop(TableName relation, List<String> triggers) {
    attempt(
        relation,
        "dropping the triggers of HMA on " + relation,
        triggers.stream()
            .map(name ->
                "DROP TRIGGER %s ON %s".formatted(Identifiers.quote(name), Names.quoted(relation)))
            .toList());
  }

  private void dropIdleFunctions() {
    List<String> idle = new ArrayList<>();
    names(IDLE_FUNCTIONS).forEach(name -> idle.add("DROP FUNCTION hma.%s()".formatted(name)));
    if (!idle.isEmpty()) {
      // Of statements that had begun before the functions fell silent.
      idle.add("DELETE FROM hma.capture_marks");
      transaction(TableLock.SHARE, List.of(), "dropping the functions of a capture", idle);
    }
  }

  private void drop(TableName log) {
    attempt(log, "dropping " + log, List.of("DROP TABLE " + Names.quoted(log)));
  }

  private void attempt(TableName relation, String doing, List<String> statements) {
    try {
      transaction(TableLock.ACCESS_EXCLUSIVE, List.of(relation), doing, statements);
    } catch (ProblemException problem) {
      if (!problem.problem().code().equals(SiteProblems.LOCKED)) {
        throw problem;
      }
      remaining.add(problem.problem().detail());
    }
  }

  private void transaction(
      TableLock lock, List<TableName> relations, String doing, List<String> statements) {
    new PatientTransaction(session, LockPatience.passing(), lock, relations)
        .open(
            doing,
            () -> {
              session.run(doing, String.join(";", statements));
              new StateRow(session).check(claim);
              session.run(doing, "COMMIT");
            });
  }

  private List<String> names(String query) {
    List<String> names = new ArrayList<>();
    session.run("looking for what logs changes", query).forEach(row -> names.add(row.getString(0)));
    return names;
  }

  private List<TableName> logs(String query) {
    return names(query).stream().map(name -> new TableName("hma", name)).toList();
  }

  private Map<TableName, List<String>> triggers() {
    Map<TableName, List<String>> triggers = new LinkedHashMap<>();
    for (Row row : session.run("looking for what logs changes", TRIGGERS)) {
      triggers
          .computeIfAbsent(Names.from(row, "schema", "name"), relation -> new ArrayList<>())
          .add(row.getString("trigger_name"));
    }
    return triggers;
  }
}
