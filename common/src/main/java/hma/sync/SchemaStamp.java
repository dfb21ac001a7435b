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
 * tables, columns and their types, what is unique, constraints, and what is a part of what. It does
 * not tell of rows and their files, statistics, triggers, other indexes, rights, and whether a
 * constraint was validated.
 */
final class SchemaStamp {
  private static final String LINES =
      """
      SELECT n.nspname::text AS schema, c.relname::text AS name,
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
                FROM pg_inherits i WHERE i.inhparent = c.oid)) AS line
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND
      """
          + CatalogQueries.APPLICATION
          + "ORDER BY n.nspname::text COLLATE \"C\", c.relname::text COLLATE \"C\"";

  private SchemaStamp() {}

  static String of(DatabaseSession session, TableSelection selection) {
    MessageDigest digest = sha256();
    for (Row row : session.run("reading the schema", LINES)) {
      TableName table = Names.from(row, "schema", "name");
      if (selection.includes(table)) {
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
