package hma.sync;

import static java.util.stream.Collectors.groupingBy;

import hma.postgres.DatabaseSession;
import hma.postgres.Identifiers;
import hma.protocol.TableName;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What makes writes on a side impossible: every grant to write is revoked from every role, the
 * owner included, and recorded in the same transaction.
 *
 * <p>The first record of a relation wins, so that repeating the fence never records an empty set of
 * grants. The owner could grant again: a fence stops strays, not malice.
 */
final class Fence {
  private static final String RECORD =
      """
      WITH wanted AS (
        SELECT c.oid, c.relowner, c.relacl, w.schema_name, w.relation_name
        FROM unnest($1::text[], $2::text[]) AS w(schema_name, relation_name)
        JOIN pg_namespace n ON n.nspname = w.schema_name
        JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = w.relation_name),
      held AS (
        SELECT w.oid, e.grantee, e.privilege_type, e.is_grantable, NULL::name AS column_name
        FROM wanted w
        CROSS JOIN aclexplode(coalesce(w.relacl, acldefault($4::text::"char", w.relowner))) AS e
        UNION ALL
        SELECT w.oid, e.grantee, e.privilege_type, e.is_grantable, a.attname
        FROM wanted w JOIN pg_attribute a ON a.attrelid = w.oid AND NOT a.attisdropped
        CROSS JOIN aclexplode(a.attacl) AS e)
      INSERT INTO hma.fence (schema_name, relation_name, kind, grants, switchover)
      SELECT w.schema_name, w.relation_name, $5,
             coalesce((
               SELECT jsonb_agg(jsonb_build_object(
                 'grantee', r.rolname, 'privilege', h.privilege_type,
                 'grantable', h.is_grantable, 'column', h.column_name))
               FROM held h LEFT JOIN pg_roles r ON r.oid = h.grantee
               WHERE h.oid = w.oid AND h.privilege_type = ANY ($6::text[])), '[]'),
             $3
      FROM wanted w
      ON CONFLICT (schema_name, relation_name) DO NOTHING
      """;

  private static final String RECORDED =
      """
      SELECT f.* FROM hma.fence f
      WHERE to_regclass(quote_ident(schema_name) || '.' || quote_ident(relation_name)) IS NOT NULL
      ORDER BY schema_name, relation_name
      """;

  private final DatabaseSession session;

  Fence(DatabaseSession session) {
    this.session = session;
  }

  /** Records and revokes; the caller holds the locks and commits. */
  void raise(String switchover, Collection<TableName> tables, Collection<TableName> sequences) {
    record(switchover, Kind.TABLE, tables);
    record(switchover, Kind.SEQUENCE, sequences);
    List<String> statements = new ArrayList<>();
    recorded().forEach(recorded -> statements.addAll(revokes(recorded)));
    run("fencing", statements);
  }

  /**
   * Lets the role that asks write on what is fenced; for LOCK TABLE in a transaction that fences.
   */
  void openForOwner() {
    run(
        "opening the fence",
        recorded().stream()
            .map(recorded ->
                "GRANT %s ON %s TO current_user"
                    .formatted(recorded.kind().privileges, recorded.object()))
            .toList());
  }

  /** Gives back exactly what is recorded, and deletes the record. */
  void lift() {
    List<String> statements = new ArrayList<>();
    for (Recorded recorded : recorded()) {
      // What HMA granted itself in the meantime goes first.
      statements.addAll(revokes(recorded));
      recorded
          .grants()
          .forEach((holder, grants) -> statements.add(grant(recorded, holder, grants)));
    }
    run("lifting the fence", statements);
    session.run("forgetting the fence", "DELETE FROM hma.fence");
  }

  /** The fenced relations that still exist. */
  private List<Recorded> recorded() {
    List<Recorded> recorded = new ArrayList<>();
    session.run("reading the fence", RECORDED).forEach(row -> recorded.add(Recorded.from(row)));
    return recorded;
  }

  private void record(String switchover, Kind kind, Collection<TableName> relations) {
    session.run(
        "recording the grants",
        RECORD,
        Names.arrays(relations)
            .addString(switchover)
            .addString(kind.defaultAcl)
            .addString(kind.name())
            .addArrayOfString(kind.privileges.split(", ", -1)));
  }

  private static List<String> revokes(Recorded recorded) {
    List<String> statements = new ArrayList<>();
    statements.add(revoke(recorded, "current_user"));
    recorded.grants().keySet().stream()
        .map(Holder::role)
        .distinct()
        .forEach(role -> statements.add(revoke(recorded, role)));
    return statements;
  }

  /** Revoking a privilege on a table revokes it on each of its columns, too. */
  private static String revoke(Recorded recorded, String role) {
    return "REVOKE %s ON %s FROM %s CASCADE"
        .formatted(recorded.kind().privileges, recorded.object(), role);
  }

  private static String grant(Recorded recorded, Holder holder, List<String> privileges) {
    return "GRANT %s ON %s TO %s%s"
        .formatted(
            String.join(", ", privileges),
            recorded.object(),
            holder.role(),
            holder.grantable() ? " WITH GRANT OPTION" : "");
  }

  private void run(String doing, List<String> statements) {
    if (!statements.isEmpty()) {
      session.run(doing, String.join(";", statements));
    }
  }

  /** What is fenced, and the privileges that let a role change it. */
  private enum Kind {
    TABLE("r", "INSERT, UPDATE, DELETE, TRUNCATE"),
    SEQUENCE("s", "USAGE, UPDATE");

    private final String defaultAcl;
    private final String privileges;

    Kind(String defaultAcl, String privileges) {
      this.defaultAcl = defaultAcl;
      this.privileges = privileges;
    }
  }

  /** Who holds grants, as GRANT names it, and whether they may be passed on. */
  private record Holder(String role, boolean grantable) implements Comparable<Holder> {
    static Holder from(JsonObject grant) {
      @Nullable String role = grant.getString("grantee");
      return new Holder(
          role == null ? "PUBLIC" : Identifiers.quote(role), grant.getBoolean("grantable"));
    }

    @Override
    public int compareTo(Holder other) {
      int roles = role.compareTo(other.role);
      return roles != 0 ? roles : Boolean.compare(grantable, other.grantable);
    }
  }

  /** One row of {@code hma.fence}. */
  private record Recorded(TableName name, Kind kind, Map<Holder, List<String>> grants) {
    static Recorded from(Row row) {
      JsonArray grants = row.getJsonArray("grants");
      return new Recorded(
          Names.from(row, "schema_name", "relation_name"),
          Kind.valueOf(row.getString("kind")),
          grants.stream()
              .map(JsonObject.class::cast)
              .collect(
                  groupingBy(
                      Holder::from,
                      TreeMap::new,
                      java.util.stream.Collectors.mapping(
                          Recorded::privilege, java.util.stream.Collectors.toList()))));
    }

    private static String privilege(JsonObject grant) {
      @Nullable String column = grant.getString("column");
      String privilege = grant.getString("privilege");
      return column == null ? privilege : privilege + " (" + Identifiers.quote(column) + ")";
    }

    String object() {
      return kind.name() + " " + Names.quoted(name);
    }
  }
}
