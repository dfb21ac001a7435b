package hma.sync;

import hma.postgres.DatabaseSession;
import hma.protocol.MaterializedView;
import hma.protocol.TableName;
import hma.protocol.ViewVersion;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Computes materialized views again in the target's transaction, once its tables hold the source's
 * rows: nobody can copy into one (<a
 * href="https://www.postgresql.org/docs/current/sql-refreshmaterializedview.html">REFRESH
 * MATERIALIZED VIEW</a>). One that cannot be read on the source cannot be read on the target either
 * afterwards.
 *
 * <p>What a view reads through a function is not in the catalog, and does not decide the order.
 */
final class MaterializedViews {
  /**
   * REFRESH makes another file, REFRESH … CONCURRENTLY, for which a unique index is needed, changes
   * rows. Those are counted for certain since PostgreSQL 15, once the session that changed them has
   * ended or was idle for 10 s.
   */
  private static final String VERSIONS =
      """
      SELECT w.schema_name, w.view_name, coalesce(c.relispopulated, false) AS populated,
             CASE WHEN NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisunique)
                  THEN pg_relation_filenode(c.oid)::text
                  WHEN current_setting('server_version_num')::int >= 150000
                       AND current_setting('track_counts')::boolean
                  THEN pg_relation_filenode(c.oid) || '/' || pg_stat_get_tuples_inserted(c.oid)
                       || '/' || pg_stat_get_tuples_updated(c.oid)
                       || '/' || pg_stat_get_tuples_deleted(c.oid)
             END AS version
      FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS w(schema_name, view_name, ordinal)
      LEFT JOIN pg_namespace n ON n.nspname = w.schema_name
      LEFT JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = w.view_name AND c.relkind = 'm'
      ORDER BY w.ordinal
      """;

  private MaterializedViews() {}

  /** What tells whether a view was refreshed, as it is now. */
  static List<ViewVersion> versions(DatabaseSession session, List<MaterializedView> views) {
    Tuple names = Names.arrays(views.stream().map(MaterializedView::name).toList());
    List<ViewVersion> versions = new ArrayList<>();
    for (Row row : session.run("reading versions of materialized views", VERSIONS, names)) {
      TableName name = Names.from(row, "schema_name", "view_name");
      versions.add(
          new ViewVersion(
              new MaterializedView(name, row.getBoolean("populated")),
              Optional.ofNullable(row.getString("version"))));
    }
    return versions;
  }

  static void refresh(DatabaseSession session, List<MaterializedView> views) {
    for (MaterializedView view : views) {
      session.run(
          "refreshing materialized view " + view.name(),
          "REFRESH MATERIALIZED VIEW %s WITH %s"
              .formatted(Names.quoted(view.name()), view.populated() ? "DATA" : "NO DATA"));
    }
  }
}
