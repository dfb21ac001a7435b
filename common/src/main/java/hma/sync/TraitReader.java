package hma.sync;

import hma.postgres.DatabaseSession;
import hma.protocol.Inventory.Trait;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the traits of the application's tables and sequences. */
final class TraitReader {
  private static final Map<Trait.Kind, String> DEFINITIONS =
      Map.of(
          Trait.Kind.TRIGGER, TraitQueries.TRIGGERS,
          Trait.Kind.ROW_SECURITY, TraitQueries.ROW_SECURITY,
          Trait.Kind.POLICY, TraitQueries.POLICIES,
          Trait.Kind.DEFAULT, TraitQueries.DEFAULTS,
          Trait.Kind.SEQUENCE, TraitQueries.SEQUENCES);

  private final DatabaseSession session;
  private final List<Trait> traits = new ArrayList<>();

  TraitReader(DatabaseSession session) {
    this.session = session;
  }

  List<Trait> read() {
    DEFINITIONS.forEach((kind, query) -> add(kind, session.run("reading definitions", query)));
    add(
        Trait.Kind.GRANT,
        session.run(
            "reading the grants",
            TraitQueries.GRANTS,
            Tuple.tuple()
                .addArrayOfString(FencedKind.TABLE.privileges())
                .addArrayOfString(FencedKind.SEQUENCE.privileges())));
    return List.copyOf(traits);
  }

  private void add(Trait.Kind kind, RowSet<Row> rows) {
    for (Row row : rows) {
      traits.add(
          new Trait(
              Names.from(row, "schema", "relation"),
              kind,
              row.getString("name"),
              row.getString("definition")));
    }
  }
}
