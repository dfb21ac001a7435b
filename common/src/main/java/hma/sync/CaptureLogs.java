package hma.sync;

import hma.postgres.DatabaseSession;
import hma.protocol.CaptureUnit;
import hma.protocol.Claim;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table {@code hma.capture}: which log belongs to which unit of which switchover. */
final class CaptureLogs {
  /** Triggers that were turned off and on again do not fire ALWAYS any more. */
  private static final String STANDING =
      """
      SELECT c.unit, c.log, c.triggers, coalesce(g.standing, 0) AS standing
      FROM hma.capture c
      LEFT JOIN (
        SELECT split_part(p.proname::text, '_', 2)::bigint AS log, count(*)::int AS standing
        FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
        WHERE p.pronamespace = 'hma'::regnamespace AND p.proname ~ '^capture_[0-9]+_[a-z]+$'
          AND t.tgenabled = 'A'
        GROUP BY 1) AS g ON g.log = c.log
      WHERE c.switchover = $1
      """;

  private CaptureLogs() {}

  private record Standing(long log, boolean complete) {}

  /**
   * The number of each unit's log, by the unit's number.
   *
   * @throws hma.protocol.ProblemException {@code capture-broken} where a log or a trigger is
   *     missing, or was turned off in between
   */
  static Map<Integer, Long> read(DatabaseSession session, Claim claim, List<CaptureUnit> units) {
    Map<Integer, Standing> standing = standing(session, claim);
    Map<Integer, Long> logs = new HashMap<>();
    for (CaptureUnit unit : units) {
      Standing found = standing.get(unit.number());
      if (found == null || !found.complete()) {
        throw SiteProblems.captureBroken(
            found == null
                ? "nothing logs the changes of " + unit.table().name()
                : "triggers of HMA on %s were dropped or turned off"
                    .formatted(unit.table().name()));
      }
      logs.put(unit.number(), found.log());
    }
    return logs;
  }

  /** Whether all of these units, and no others, are logged for this switchover. */
  static boolean areComplete(DatabaseSession session, Claim claim, List<CaptureUnit> units) {
    Map<Integer, Standing> standing = standing(session, claim);
    return standing.size() == units.size()
        && units.stream()
            .map(unit -> standing.get(unit.number()))
            .allMatch(found -> found != null && found.complete());
  }

  private static Map<Integer, Standing> standing(DatabaseSession session, Claim claim) {
    Map<Integer, Standing> standing = new HashMap<>();
    for (Row row : session.run("reading the logs", STANDING, Tuple.of(claim.switchover()))) {
      boolean complete = row.getInteger("triggers").equals(row.getInteger("standing"));
      standing.put(row.getInteger("unit"), new Standing(row.getLong("log"), complete));
    }
    return standing;
  }

  /** Gives a unit a log that no other ever had. */
  static CaptureLog add(
      DatabaseSession session, Claim claim, CaptureUnit unit, @Nullable UnitKey key) {
    Row row =
        session
            .run(
                "registering a log",
                """
                INSERT INTO hma.capture (unit, switchover, triggers) VALUES ($1, $2, 0)
                RETURNING log
                """,
                Tuple.of(unit.number(), claim.switchover()))
            .iterator()
            .next();
    CaptureLog log = new CaptureLog(row.getLong(0), unit, key);
    session.run(
        "registering a log",
        "UPDATE hma.capture SET triggers = $1 WHERE log = $2",
        Tuple.of(log.triggers(), log.log()));
    return log;
  }
}
