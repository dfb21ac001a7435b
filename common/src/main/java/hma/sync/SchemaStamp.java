package hma.sync;

import hma.postgres.DatabaseSession;
import hma.protocol.TableName;
import hma.protocol.TableSelection;
import io.vertx.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A digest of a schema, cheap enough to be taken again and again. It tells of what a move leans on:
 * tables, columns and their types, labels and attributes of types, what is unique, constraints,
 * what is a part of what, and which sequences there are. It does not tell of rows and their files,
 * what sequences give, statistics, triggers, other indexes, rights, and whether a constraint was
 * validated.
 */
final class SchemaStamp {
  /** Of each table, all types that are not the server's own, whose oids are below 16384. */
  private static final String USED_TYPES =
      """
      WITH RECURSIVE used AS (
        SELECT a.attrelid AS relation, a.atttypid AS type
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        WHERE c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
          AND a.atttypid >= 16384
        UNION
        SELECT u.relation, inner_type.oid
        FROM used u JOIN pg_type t ON t.oid = u.type
      """
          + InventoryQueries.INNER_TYPES
          + "WHERE inner_type.oid >= 16384)";

  private static final String TABLES =
      """
      SELECT n.nspname::text AS schema, c.relname::text AS name, false AS standalone,
             concat_ws(' ', c.oid, c.relkind, c.relpersistence, c.relforcerowsecurity,
               pg_get_expr(c.relpartbound, c.oid), pg_get_partkeydef(c.oid),
               (SELECT string_agg(ROW(a.attnum, a.attname, a.atttypid, a.atttypmod, a.attnotnull,
                         a.attcollation, a.attgenerated, a.attidentity)::text, ',' ORDER BY a.attnum)
                FROM pg_attribute a
                WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
               (SELECT string_agg(line, ',' ORDER BY line COLLATE "C")
                FROM (SELECT ROW(x.relname, i.indkey, i.indisprimary, i.indimmediate, i.indisvalid,
                               i.indpred IS NULL, i.indexprs IS NULL)::text AS line
                      FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
                      WHERE i.indrelid = c.oid AND i.indisunique) AS indexes),
               (SELECT string_agg(line, ',' ORDER BY line COLLATE "C")
                FROM (SELECT ROW(o.conname, o.contype, o.condeferrable, o.condeferred, o.conkey,
                               o.confrelid, o.confkey, o.confupdtype, o.confdeltype)::text AS line
                      FROM pg_constraint o
                      WHERE o.conrelid = c.oid AND o.contype <> 't') AS constraints),
               (SELECT string_agg(i.inhparent::text, ',' ORDER BY i.inhseqno)
                FROM pg_inherits i WHERE i.inhrelid = c.oid),
               (SELECT string_agg(i.inhrelid::text, ',' ORDER BY i.inhrelid)
                FROM pg_inherits i WHERE i.inhparent = c.oid),
               (SELECT string_agg(line, ',' ORDER BY line COLLATE "C")
                FROM (SELECT ROW(e.enumtypid, e.enumsortorder, e.enumlabel)::text AS line
                      FROM used u JOIN pg_enum e ON e.enumtypid = u.type
                      WHERE u.relation = c.oid
                      UNION ALL
                      SELECT ROW(a.attrelid, a.attnum, a.attname, a.atttypid, a.atttypmod)::text
                      FROM used u JOIN pg_type t ON t.oid = u.type AND t.typtype = 'c'
                      JOIN pg_attribute a ON a.attrelid = t.typrelid
                      WHERE u.relation = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
                  AS parts)) AS line
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND
      """
          + CatalogQueries.APPLICATION;

  /** Each by the table that uses it, if one does. */
  private static final String SEQUENCES =
      "SELECT coalesce(user_schema, schema), coalesce(user_name, name), user_name IS NULL, 'sequence ' || schema || '.' || name FROM ("
          + CatalogQueries.SEQUENCES
          + ") AS sequences";

  private static final String LINES =
      USED_TYPES
          + "SELECT * FROM ("
          + TABLES
          + " UNION ALL "
          + SEQUENCES
          + ") AS lines ORDER BY schema COLLATE \"C\", name COLLATE \"C\", line COLLATE \"C\"";

  private SchemaStamp() {}

  static String of(DatabaseSession session, TableSelection selection) {
    MessageDigest digest = sha256();
    for (Row row : session.run("reading the schema", LINES)) {
      TableName table = Names.from(row, "schema", "name");
      if (row.getBoolean("standalone") ? selection.isAll() : selection.includes(table)) {
        String line = table + " " + row.getString("line") + "\n";
        digest.update(line.getBytes(StandardCharsets.UTF_8));
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
