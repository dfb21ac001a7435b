package hma.sync;

import hma.postgres.DatabaseSession;
import hma.postgres.Identifiers;
import hma.postgres.Postgres;
import hma.protocol.Claim;
import hma.protocol.TableName;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/**
 * The table {@code hma.unvalidated}: foreign keys that were valid before a live copy and are to be
 * validated once the worker runs. New rows are held to them already.
 */
final class UnvalidatedKeys {
  private static final String READ =
      """
      SELECT u.schema_name, u.relation_name, u.constraint_name,
             coalesce(NOT o.convalidated, false) AS needed,
             fn.nspname::text AS referenced_schema, f.relname::text AS referenced_name
      FROM hma.unvalidated u
      LEFT JOIN pg_namespace n ON n.nspname = u.schema_name
      LEFT JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = u.relation_name
      LEFT JOIN pg_constraint o ON o.conrelid = c.oid AND o.conname = u.constraint_name
        AND o.contype = 'f'
      LEFT JOIN pg_class f ON f.oid = o.confrelid
      LEFT JOIN pg_namespace fn ON fn.oid = f.relnamespace
      WHERE o.oid IS NOT NULL OR NOT EXISTS (
        SELECT 1 FROM hma.foreign_keys k
        WHERE (k.schema_name, k.relation_name, k.constraint_name)
          = (u.schema_name, u.relation_name, u.constraint_name))
      ORDER BY 1, 2, 3
      """;

  private final DatabaseSession session;
  private final Claim claim;

  UnvalidatedKeys(DatabaseSession session, Claim claim) {
    this.session = session;
    this.claim = claim;
  }

  /** Remembers one. */
  void add(TableName table, String constraint) {
    session.run(
        "remembering what is to be validated",
        """
        INSERT INTO hma.unvalidated (schema_name, relation_name, constraint_name, switchover)
        VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING
        """,
        Tuple.of(table.schema(), table.name(), constraint, claim.switchover()));
  }

  /** A foreign key that is remembered. */
  private record Remembered(
      TableName table, String constraint, boolean needed, List<TableName> relations) {
    static Remembered from(Row row) {
      TableName table = Names.from(row, "schema_name", "relation_name");
      boolean needed = row.getBoolean("needed");
      return new Remembered(
          table,
          row.getString("constraint_name"),
          needed,
          needed
              ? List.of(table, Names.from(row, "referenced_schema", "referenced_name"))
              : List.of());
    }

    String doing() {
      return "validating foreign key %s of %s".formatted(constraint, table);
    }
  }

  /**
   * Validates all that are remembered, each in a transaction of its own, and forgets each; also
   * those that somebody validated or dropped. Those that a resumable copy has put aside wait.
   *
   * @throws hma.protocol.ProblemException {@code locked} where somebody is in the way; {@code
   *     database-refused} where a row has nothing to refer to
   */
  static void validate(Postgres postgres, LockPatience patience, Claim claim) {
    try (DatabaseSession session = DatabaseSession.open(postgres)) {
      List<Remembered> all = new ArrayList<>();
      session
          .run("reading what is to be validated", READ)
          .forEach(row -> all.add(Remembered.from(row)));
      all.forEach(key -> new UnvalidatedKeys(session, claim).validate(patience, key));
    }
  }

  private void validate(LockPatience patience, Remembered key) {
    new PatientTransaction(session, patience, TableLock.SHARE_UPDATE_EXCLUSIVE, key.relations())
        .open(
            key.doing(),
            () -> {
              if (key.needed()) {
                session.run(
                    key.doing(),
                    "ALTER TABLE %s VALIDATE CONSTRAINT %s"
                        .formatted(Names.quoted(key.table()), Identifiers.quote(key.constraint())));
              }
              session.run(
                  key.doing(),
                  """
                  DELETE FROM hma.unvalidated
                  WHERE schema_name = $1 AND relation_name = $2 AND constraint_name = $3
                  """,
                  Tuple.of(key.table().schema(), key.table().name(), key.constraint()));
              new StateRow(session).check(claim);
              session.run(key.doing(), "COMMIT");
            });
  }
}
