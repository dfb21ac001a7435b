package hma.sync;

import hma.postgres.DatabaseSession;
import hma.protocol.TableName;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The table {@code hma.foreign_keys}: what a resumable copy has dropped, from its first transaction
 * to the one that completes it. A key that somebody has added again meanwhile stands as it is, and
 * one whose table is gone stays away.
 */
final class PutAsideKeys {
  /** Those that are to come back, as {@code k}. */
  static final String STANDING =
      """
      FROM hma.foreign_keys k
      JOIN pg_namespace n ON n.nspname = k.schema_name
      JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = k.relation_name
      JOIN pg_namespace fn ON fn.nspname = k.referenced_schema
      JOIN pg_class f ON f.relnamespace = fn.oid AND f.relname = k.referenced_name
      WHERE NOT EXISTS (
        SELECT 1 FROM pg_constraint o
        WHERE o.conrelid = c.oid AND o.conname = k.constraint_name)
      """;

  private final DatabaseSession session;

  PutAsideKeys(DatabaseSession session) {
    this.session = session;
  }

  List<SuspendedForeignKey> read() {
    List<SuspendedForeignKey> keys = new ArrayList<>();
    for (Row row :
        session.run(
            "reading the foreign keys that were put aside",
            "SELECT k.* "
                + STANDING
                + "ORDER BY k.schema_name, k.relation_name, k.constraint_name")) {
      keys.add(
          new SuspendedForeignKey(
              Names.from(row, "schema_name", "relation_name"),
              row.getString("constraint_name"),
              Names.from(row, "referenced_schema", "referenced_name"),
              row.getString("definition"),
              row.getBoolean("valid"),
              row.getString("comment"),
              copies(row.getJsonArray("copies"))));
    }
    return keys;
  }

  private static List<SuspendedForeignKey.Copy> copies(JsonArray recorded) {
    return recorded.stream()
        .map(JsonObject.class::cast)
        .map(copy ->
            new SuspendedForeignKey.Copy(
                new TableName(copy.getString("schema"), copy.getString("table")),
                copy.getString("name"),
                copy.getString("references"),
                copy.getString("comment")))
        .toList();
  }

  /** Remembers keys that this transaction has dropped; what stood last is what comes back. */
  void add(Collection<SuspendedForeignKey> dropped) {
    for (SuspendedForeignKey key : dropped) {
      session.run(
          "remembering foreign key %s of %s".formatted(key.name(), key.table()),
          """
          INSERT INTO hma.foreign_keys
            (schema_name, relation_name, constraint_name, referenced_schema, referenced_name,
             definition, valid, comment, copies)
          VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
          ON CONFLICT (schema_name, relation_name, constraint_name) DO UPDATE
          SET referenced_schema = excluded.referenced_schema,
              referenced_name = excluded.referenced_name, definition = excluded.definition,
              valid = excluded.valid, comment = excluded.comment, copies = excluded.copies
          """,
          Tuple.tuple()
              .addString(key.table().schema())
              .addString(key.table().name())
              .addString(key.name())
              .addString(key.references().schema())
              .addString(key.references().name())
              .addString(key.definition())
              .addBoolean(key.valid())
              .addString(key.comment())
              .addValue(new JsonArray(key.copies().stream().map(PutAsideKeys::json).toList())));
    }
  }

  private static JsonObject json(SuspendedForeignKey.Copy copy) {
    return new JsonObject()
        .put("schema", copy.table().schema())
        .put("table", copy.table().name())
        .put("name", copy.name())
        .put("references", copy.references())
        .put("comment", copy.comment());
  }

  /** Forgets all of them: they are added again. */
  void forget() {
    session.run("forgetting the foreign keys", "DELETE FROM hma.foreign_keys");
  }
}
