package hma.sync;

import hma.postgres.DatabaseSession;
import hma.protocol.Claim;
import hma.protocol.TableName;
import hma.protocol.Unfit;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The table {@code hma.unfit}: what a copy has changed that is committed table by table. While one
 * of them stands the database is neither what it was nor what it is to become, and must not be
 * activated.
 */
final class UnfitTables {
  /** A table that is gone says nothing any more. */
  private static final String READ =
      """
      SELECT u.schema_name, u.relation_name, u.switchover, u.since
      FROM hma.unfit u
      JOIN pg_namespace n ON n.nspname = u.schema_name
      JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = u.relation_name
      ORDER BY u.since, u.schema_name, u.relation_name
      """;

  private final DatabaseSession session;

  UnfitTables(DatabaseSession session) {
    this.session = session;
  }

  /** Those that stand; empty where the database is fit. */
  Optional<Unfit> read() {
    List<Row> rows = new ArrayList<>();
    session.run("reading what is unfit", READ).forEach(rows::add);
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    Row first = rows.getFirst();
    return Optional.of(
        new Unfit(
            first.getString("switchover"),
            first.getOffsetDateTime("since").toInstant(),
            rows.stream().map(row -> Names.from(row, "schema_name", "relation_name")).toList()));
  }

  /**
   * Before the database is activated as it stands.
   *
   * @throws hma.protocol.ProblemException {@code left-unfit} where it is not fit
   */
  void refuse() {
    Optional<Unfit> unfit = read();
    if (unfit.isPresent()) {
      throw SiteProblems.unfit(unfit.get());
    }
  }

  /** Marks tables that this transaction has changed. */
  void mark(Claim claim, Collection<TableName> changed) {
    session.run(
        "marking what is unfit",
        """
        INSERT INTO hma.unfit (schema_name, relation_name, switchover)
        SELECT w.schema_name, w.relation_name, $3
        FROM unnest($1::text[], $2::text[]) AS w(schema_name, relation_name)
        ON CONFLICT DO NOTHING
        """,
        Names.arrays(changed).addString(claim.switchover()));
  }

  /**
   * Forgets all of them, since with this transaction the copy is complete.
   *
   * @param moved every table that it brings to the source's state
   * @throws hma.protocol.ProblemException {@code left-unfit} where that leaves one out
   */
  void complete(Collection<TableName> moved) {
    List<String> left =
        read().map(Unfit::tables).orElse(List.of()).stream()
            .filter(table -> !moved.contains(table))
            .map(TableName::toString)
            .toList();
    if (!left.isEmpty()) {
      throw SiteProblems.leftUnfit(left);
    }
    session.run("forgetting what was unfit", "DELETE FROM hma.unfit");
  }
}
