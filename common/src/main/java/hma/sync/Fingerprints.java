package hma.sync;

import static java.util.stream.Collectors.joining;

import hma.postgres.DatabaseSession;
import hma.postgres.Identifiers;
import hma.protocol.Fingerprint;
import hma.protocol.MovedTable;
import io.vertx.sqlclient.Row;
import java.math.BigInteger;

/**
 * What a table's rows add up to: the count, and the sums of two differently seeded hashes of {@code
 * ROW(…)::text}, which tells NULL, the empty string and separators apart.
 */
final class Fingerprints {
  private Fingerprints() {}

  static Fingerprint of(DatabaseSession session, MovedTable table) {
    Row row =
        session.run("taking the fingerprint of " + table.name(), sql(table)).iterator().next();
    return new Fingerprint(
        row.getLong(0), new BigInteger(row.getString(1)), new BigInteger(row.getString(2)));
  }

  /** OFFSET 0 keeps the planner from writing each row as text twice, once for each hash. */
  private static String sql(MovedTable table) {
    return """
    SELECT count(*), coalesce(sum(hashtextextended(line, 0)), 0)::text,
           coalesce(sum(hashtextextended(line, 7046029254386353131)), 0)::text
    FROM (SELECT ROW(%s)::text AS line FROM ONLY %s OFFSET 0) AS lines\
    """
        .formatted(
            table.compared().stream().map(Identifiers::quote).collect(joining(", ")),
            Names.quoted(table.name()));
  }
}
