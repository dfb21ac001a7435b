package hma.sync;

import hma.postgres.DatabaseSession;
import hma.protocol.MaterializedView;
import java.util.List;

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
  private MaterializedViews() {}

  static void refresh(DatabaseSession session, List<MaterializedView> views) {
    for (MaterializedView view : views) {
      session.run(
          "refreshing materialized view " + view.name(),
          "REFRESH MATERIALIZED VIEW %s WITH %s"
              .formatted(Names.quoted(view.name()), view.populated() ? "DATA" : "NO DATA"));
    }
  }
}
