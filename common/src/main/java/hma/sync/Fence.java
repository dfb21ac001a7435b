package hma.sync;

import hma.postgres.DatabaseSession;
import hma.postgres.Identifiers;
import hma.protocol.TableName;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What makes writes on a side impossible: every grant to write is revoked from every role, the
 * owner included, and recorded in the same transaction.
 *
 * <p>The first record of a relation wins, so that repeating the fence never records an empty set of
 * grants. The owner could grant again: a fence stops strays, not malice. What a role passed on by a
 * grant option of its own comes back as granted by the owner, who alone can be the grantor here.
 */
final class Fence {
  /** What roles hold now on everything that is fenced. */
  private static final String HELD =
      """
      SELECT f.schema_name, f.relation_name, f.kind, r.rolname::text AS role
      FROM hma.fence f
      JOIN pg_namespace n ON n.nspname = f.schema_name
      JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = f.relation_name
        AND (c.relkind = 'S') = (f.kind = 'SEQUENCE')
      CROSS JOIN LATERAL (
        SELECT e.grantee, e.privilege_type
        FROM aclexplode(coalesce(c.relacl, acldefault(
          CASE f.kind WHEN 'SEQUENCE' THEN 's' ELSE 'r' END::"char", c.relowner))) AS e
        UNION ALL
        SELECT e.grantee, e.privilege_type
        FROM pg_attribute a CROSS JOIN aclexplode(a.attacl) AS e
        WHERE a.attrelid = c.oid AND NOT a.attisdropped) AS held
      LEFT JOIN pg_roles r ON r.oid = held.grantee
      WHERE held.privilege_type = ANY (CASE f.kind
        WHEN 'SEQUENCE' THEN ARRAY['USAGE', 'UPDATE']
        ELSE ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE'] END)
      GROUP BY 1, 2, 3, 4
      ORDER BY 1, 2, 3, 4
      """;

  private final DatabaseSession session;
  private final FenceRecords records;

  Fence(DatabaseSession session) {
    this.session = session;
    this.records = new FenceRecords(session);
  }

  /** Records what is granted on relations that have no record yet. */
  void record(String switchover, Collection<TableName> tables, Collection<TableName> sequences) {
    records.add(switchover, FencedKind.TABLE, tables);
    records.add(switchover, FencedKind.SEQUENCE, sequences);
  }

  /** Lets the role that asks write on tables that are fenced, which LOCK TABLE demands. */
  void openForOwner() {
    open(EnumSet.of(FencedKind.TABLE));
  }

  /** Lets the role that asks write on all that is fenced; what is recorded stays so. */
  void open() {
    open(EnumSet.allOf(FencedKind.class));
  }

  private void open(Set<FencedKind> kinds) {
    run(
        "opening the fence",
        records.read().stream()
            .filter(fenced -> kinds.contains(fenced.kind()) && !fenced.writable())
            .map(fenced -> fenced.kind().grant(fenced.name(), "current_user"))
            .toList());
  }

  /**
   * Revokes every grant to write on all that has a record.
   *
   * @throws hma.protocol.ProblemException {@code fence-incomplete} when a grant remains
   */
  void revoke() {
    List<String> statements = new ArrayList<>();
    for (Row row : session.run("reading the grants", HELD)) {
      statements.add(kind(row).revoke(Names.from(row, "schema_name", "relation_name"), role(row)));
    }
    run("fencing", statements);
    List<String> writers = new ArrayList<>();
    for (Row row : session.run("checking the fence", HELD)) {
      writers.add(
          "%s can still write on %s"
              .formatted(role(row), Names.from(row, "schema_name", "relation_name")));
    }
    if (!writers.isEmpty()) {
      throw SiteProblems.fenceIncomplete(writers);
    }
  }

  /** Gives back exactly what is recorded, and deletes the record. */
  void lift() {
    List<String> statements = new ArrayList<>();
    for (FencedRelation fenced : records.read()) {
      // What HMA granted itself in the meantime goes first.
      Set<String> holders = new TreeSet<>(Set.of("current_user"));
      fenced.grants().forEach(grants -> holders.add(grants.role()));
      holders.forEach(role -> statements.add(fenced.kind().revoke(fenced.name(), role)));
      fenced.grants().forEach(grants -> statements.add(grants.give(fenced)));
    }
    run("lifting the fence", statements);
    records.forget();
  }

  private static FencedKind kind(Row row) {
    return FencedKind.valueOf(row.getString("kind"));
  }

  private static String role(Row row) {
    String role = row.getString("role");
    return role == null ? "PUBLIC" : Identifiers.quote(role);
  }

  private void run(String doing, List<String> statements) {
    if (!statements.isEmpty()) {
      session.run(doing, String.join(";", statements));
    }
  }
}
