package hma.sync;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import hma.postgres.DatabaseSession;
import hma.postgres.Identifiers;
import hma.protocol.TableName;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table {@code hma.fence}: what was granted on each fenced relation before it was fenced. */
final class FenceRecords {
  private static final String ADD =
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
        UNION
        SELECT w.oid, e.grantee, e.privilege_type, e.is_grantable, a.attname
        FROM wanted w JOIN pg_attribute a ON a.attrelid = w.oid AND NOT a.attisdropped
        CROSS JOIN aclexplode(a.attacl) AS e)
      INSERT INTO hma.fence (schema_name, relation_name, kind, grants, switchover)
      SELECT w.schema_name, w.relation_name, $5::text,
             coalesce((
               SELECT jsonb_agg(jsonb_build_object(
                 'grantee', r.rolname, 'privilege', h.privilege_type,
                 'grantable', h.is_grantable, 'column', h.column_name))
               FROM held h LEFT JOIN pg_roles r ON r.oid = h.grantee
               WHERE h.oid = w.oid AND h.privilege_type = ANY ($6::text[])), '[]'),
             $3::text
      FROM wanted w
      ON CONFLICT (schema_name, relation_name) DO NOTHING
      """;

  /** Without what no longer exists: a relation, role or column that was dropped since. */
  private static final String READ =
      """
      SELECT f.schema_name, f.relation_name, f.kind,
             has_table_privilege(c.oid, 'UPDATE') AS writable,
             coalesce((
               SELECT jsonb_agg(g) FROM jsonb_array_elements(f.grants) AS g
               WHERE (g->>'grantee' IS NULL
                   OR EXISTS (SELECT FROM pg_roles r WHERE r.rolname = g->>'grantee'))
                 AND (g->>'column' IS NULL
                   OR EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid
                              AND a.attname = g->>'column' AND NOT a.attisdropped))),
               '[]') AS grants
      FROM hma.fence f
      JOIN pg_namespace n ON n.nspname = f.schema_name
      JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = f.relation_name
        AND (c.relkind = 'S') = (f.kind = 'SEQUENCE')
      ORDER BY f.schema_name, f.relation_name
      """;

  private final DatabaseSession session;

  FenceRecords(DatabaseSession session) {
    this.session = session;
  }

  /** Records what is granted on relations that have no record yet. */
  void add(String switchover, FencedKind kind, Collection<TableName> relations) {
    session.run(
        "recording the grants",
        ADD,
        Names.arrays(relations)
            .addString(switchover)
            .addString(kind.defaultAcl())
            .addString(kind.name())
            .addArrayOfString(kind.privileges()));
  }

  /** The fenced relations that still exist. */
  List<FencedRelation> read() {
    List<FencedRelation> fenced = new ArrayList<>();
    for (Row row : session.run("reading the fence", READ)) {
      fenced.add(
          new FencedRelation(
              Names.from(row, "schema_name", "relation_name"),
              FencedKind.valueOf(row.getString("kind")),
              row.getBoolean("writable"),
              grants(row.getJsonArray("grants"))));
    }
    return fenced;
  }

  /** Deletes every record, also of relations that no longer exist. */
  void forget() {
    session.run("forgetting the fence", "DELETE FROM hma.fence");
  }

  private static List<FencedRelation.Grants> grants(JsonArray recorded) {
    Map<Holder, List<String>> privileges =
        recorded.stream()
            .map(JsonObject.class::cast)
            .collect(
                groupingBy(
                    Holder::from, LinkedHashMap::new, mapping(FenceRecords::privilege, toList())));
    return privileges.entrySet().stream()
        .map(held ->
            new FencedRelation.Grants(
                held.getKey().role(), held.getKey().grantable(), held.getValue()))
        .toList();
  }

  private static String privilege(JsonObject grant) {
    @Nullable String column = grant.getString("column");
    String privilege = grant.getString("privilege");
    return column == null ? privilege : privilege + " (" + Identifiers.quote(column) + ")";
  }

  private record Holder(String role, boolean grantable) {
    static Holder from(JsonObject grant) {
      @Nullable String role = grant.getString("grantee");
      return new Holder(
          role == null ? "PUBLIC" : Identifiers.quote(role), grant.getBoolean("grantable"));
    }
  }
}
