package hma.sync;

import hma.postgres.DatabaseSession;
import hma.postgres.Identifiers;
import hma.postgres.Postgres;
import hma.protocol.Backlog;
import hma.protocol.CaptureUnit;
import hma.protocol.Claim;
import hma.protocol.TableName;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Logs what the application writes: triggers that are put on one relation at a time, each in a
 * transaction of its own that waits for writers so briefly that nobody who queues behind it feels
 * it.
 */
final class Capture {
  /** The relation in which it is marked what has to be loaded whole. */
  static final String MARKS = "hma.capture_marks";

  private static final String FOREIGN_PARTS =
      """
      WITH RECURSIVE below AS (
        SELECT c.oid FROM unnest($1::text[], $2::text[]) AS w(schema_name, relation_name)
        JOIN pg_namespace n ON n.nspname = w.schema_name
        JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = w.relation_name
          AND c.relkind = 'p'
        UNION
        SELECT i.inhrelid FROM below b JOIN pg_inherits i ON i.inhparent = b.oid)
      SELECT n.nspname::text AS schema, c.relname::text AS name
      FROM below b JOIN pg_class c ON c.oid = b.oid AND c.relkind = 'f'
      JOIN pg_namespace n ON n.oid = c.relnamespace
      ORDER BY 1, 2
      """;

  private final Postgres postgres;
  private final LockPatience patience;
  private final Claim claim;

  Capture(Postgres postgres, LockPatience patience, Claim claim) {
    this.postgres = postgres;
    this.patience = patience;
    this.claim = claim;
  }

  /**
   * Puts triggers on all relations of the units; returns once every later write is logged. What
   * another switchover left is removed as far as nobody is in the way. Where it fails nothing of it
   * stays.
   *
   * @throws hma.protocol.ProblemException {@code locked}, naming who is in the way
   */
  void install(List<CaptureUnit> units) {
    try (DatabaseSession session = DatabaseSession.open(postgres)) {
      if (CaptureLogs.areComplete(session, claim, units)) {
        return;
      }
      remove(session);
      try {
        make(session, units).forEach(log -> attach(session, log));
      } catch (RuntimeException failure) {
        removeAfter(failure, session);
        throw failure;
      }
    }
  }

  /** Removes what any switchover installed; what is still there is named. */
  List<String> remove() {
    try (DatabaseSession session = DatabaseSession.open(postgres)) {
      return remove(session);
    }
  }

  private List<String> remove(DatabaseSession session) {
    return new CaptureRemoval(session, claim).run();
  }

  private void removeAfter(RuntimeException failure, DatabaseSession session) {
    try {
      remove(session);
    } catch (RuntimeException another) {
      failure.addSuppressed(another);
    }
  }

  private List<CaptureLog> make(DatabaseSession session, List<CaptureUnit> units) {
    refuseForeignParts(session, units);
    List<CaptureLog> logs = new ArrayList<>();
    session.run("opening a transaction", "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE");
    try {
      Map<Integer, UnitKey> keys = UnitKeys.read(session, units);
      for (CaptureUnit unit : units) {
        CaptureLog log = CaptureLogs.add(session, claim, unit, keys.get(unit.number()));
        session.run("making the log of " + unit.table().name(), String.join(";", log.make()));
        logs.add(log);
      }
      new StateRow(session).check(claim);
      session.run("committing the logs", "COMMIT");
      return logs;
    } catch (RuntimeException failure) {
      session.run("rolling back", "ROLLBACK");
      throw failure;
    }
  }

  /** A statement's trigger on a tree with such a part would make the application's writes fail. */
  private static void refuseForeignParts(DatabaseSession session, List<CaptureUnit> units) {
    List<TableName> roots =
        units.stream().filter(CaptureUnit::divided).map(unit -> unit.table().name()).toList();
    for (Row row : session.run("looking for foreign parts", FOREIGN_PARTS, Names.arrays(roots))) {
      throw SiteProblems.captureImpossible(
          "%s is a foreign table and a partition".formatted(Names.from(row, "schema", "name")));
    }
  }

  private void attach(DatabaseSession session, CaptureLog log) {
    for (TableName relation : log.unit().relations()) {
      String doing = "logging the changes of " + relation;
      new PatientTransaction(session, patience, TableLock.SHARE_ROW_EXCLUSIVE, List.of(relation))
          .open(
              doing,
              () -> {
                session.run(doing, String.join(";", log.attach(relation)));
                new StateRow(session).check(claim);
                session.run(doing, "COMMIT");
              });
    }
  }

  /** What waits in the logs of these units. */
  Backlog backlog(List<CaptureUnit> units) {
    try (DatabaseSession session = DatabaseSession.open(postgres)) {
      Map<Integer, Long> logs = CaptureLogs.read(session, claim, units);
      Set<Long> marked = marked(session);
      List<Backlog.Unit> waiting = new ArrayList<>();
      long bytes = bytesOfMarks(session);
      for (CaptureUnit unit : units) {
        Long log = logs.get(unit.number());
        boolean isMarked = marked.contains(log);
        long keys = 0;
        if (log != null && unit.keyed()) {
          Row counted = count(session, log);
          keys = counted.getLong("keys");
          bytes += counted.getLong("bytes");
        }
        if (keys > 0 || isMarked) {
          waiting.add(new Backlog.Unit(unit.number(), keys, isMarked));
        }
      }
      return new Backlog(waiting, bytes);
    }
  }

  /** Each statement on a table without a key leaves one. */
  private static long bytesOfMarks(DatabaseSession session) {
    return session
        .run(
            "measuring the marks",
            "SELECT pg_total_relation_size(%s)".formatted(Identifiers.literal(MARKS)))
        .iterator()
        .next()
        .getLong(0);
  }

  private static Row count(DatabaseSession session, long log) {
    String relation = CaptureLog.relation(log);
    return session
        .run(
            "counting what is logged",
            "SELECT count(*) AS keys, pg_total_relation_size(%s) AS bytes FROM %s"
                .formatted(Identifiers.literal(relation), relation))
        .iterator()
        .next();
  }

  static Set<Long> marked(DatabaseSession session) {
    Set<Long> marked = new HashSet<>();
    for (Row row : session.run("reading the marks", "SELECT DISTINCT log FROM hma.capture_marks")) {
      marked.add(row.getLong(0));
    }
    return marked;
  }
}
