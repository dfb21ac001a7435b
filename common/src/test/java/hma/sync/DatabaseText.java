package hma.sync;

import hma.config.DatabaseUrl;
import hma.postgres.Sql;
import java.io.IOException;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.postgresql.PGConnection;

/**
 * A database as text, read without any of HMA's code: COPY text of every table, sorted, and what
 * the system catalogs say.
 */
final class DatabaseText {
  private static final String APPLICATION =
      "n.nspname NOT LIKE 'pg\\_%' AND n.nspname NOT IN ('information_schema', 'hma') ";

  private static final Map<String, String> CATALOGS =
      Map.of(
          "columns",
          """
          SELECT a.attrelid::regclass, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
            a.attidentity, a.attgenerated, pg_get_expr(d.adbin, d.adrelid),
            col_description(a.attrelid, a.attnum)
          FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
          JOIN pg_namespace n ON n.oid = c.relnamespace
          LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
          WHERE c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped AND
          """,
          "constraints",
          """
          SELECT o.conrelid::regclass, o.conname, pg_get_constraintdef(o.oid), o.convalidated,
            o.condeferrable, o.condeferred, o.conparentid <> 0, o.conislocal, o.coninhcount,
            o.confrelid::regclass, obj_description(o.oid, 'pg_constraint')
          FROM pg_constraint o JOIN pg_namespace n ON n.oid = o.connamespace
          WHERE o.contype <> 'n' AND
          """,
          "triggers",
          """
          SELECT t.tgrelid::regclass, t.tgname, t.tgenabled, pg_get_triggerdef(t.oid),
            t.tgparentid <> 0, obj_description(t.oid, 'pg_trigger')
          FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
          JOIN pg_namespace n ON n.oid = c.relnamespace WHERE NOT t.tgisinternal AND
          """,
          "internal triggers",
          """
          SELECT t.tgrelid::regclass, o.conname, t.tgenabled, t.tgfoid::regproc, count(*)
          FROM pg_trigger t JOIN pg_constraint o ON o.oid = t.tgconstraint
          JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE t.tgisinternal AND
          """,
          "rules",
          """
          SELECT c.oid::regclass, r.rulename, r.ev_enabled, pg_get_ruledef(r.oid)
          FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
          JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p') AND
          """,
          "indexes",
          """
          SELECT pg_get_indexdef(i.indexrelid), i.indisvalid, i.indisclustered, i.indisreplident,
            i.indimmediate, i.indisprimary, i.indisunique, x.relispartition, x.reltablespace,
            obj_description(i.indexrelid, 'pg_class'),
            ARRAY(SELECT a.attstattarget FROM pg_attribute a WHERE a.attrelid = i.indexrelid
              ORDER BY a.attnum), c.relreplident, c.relhasindex
          FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_class c ON c.oid = i.indrelid
          JOIN pg_namespace n ON n.oid = c.relnamespace WHERE
          """);

  private static final String GRANTS =
      """
      SELECT c.oid::regclass, '' AS column, e.grantor::regrole, e.grantee::regrole,
        e.privilege_type, e.is_grantable
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      CROSS JOIN aclexplode(coalesce(c.relacl, acldefault(
        CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner))) AS e
      WHERE c.relkind IN ('r', 'p', 'S') AND %1$s
      UNION ALL
      SELECT c.oid::regclass, a.attname, e.grantor::regrole, e.grantee::regrole,
        e.privilege_type, e.is_grantable
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace CROSS JOIN aclexplode(a.attacl) AS e
      WHERE c.relkind IN ('r', 'p', 'S') AND %1$s
      """
          .formatted(APPLICATION);

  private final Connection connection;

  private DatabaseText(Connection connection) {
    this.connection = connection;
  }

  /** Every table's columns and rows, by table; the columns in the order of their names. */
  static Map<String, List<String>> rows(DatabaseUrl database) {
    return read(database, DatabaseText::rows);
  }

  /** Every sequence's definition, last_value and is_called. */
  static List<String> sequences(DatabaseUrl database) {
    return read(database, DatabaseText::sequences);
  }

  /** Columns, constraints, triggers and indexes. */
  static Map<String, List<String>> catalogs(DatabaseUrl database) {
    return read(database, DatabaseText::catalogs);
  }

  /** Who may do what. */
  static List<String> grants(DatabaseUrl database) {
    return read(database, text -> text.sorted(GRANTS));
  }

  /** All of the above, and what HMA remembers. */
  static Map<String, List<String>> everything(DatabaseUrl database) {
    return read(
        database,
        text -> {
          Map<String, List<String>> all = new TreeMap<>(text.rows());
          all.putAll(text.catalogs());
          all.put("sequences", text.sequences());
          all.put("grants", text.sorted(GRANTS));
          for (String table : List.of("fence", "state", "receipts")) {
            all.put("hma." + table, text.sorted("SELECT t::text FROM hma." + table + " t"));
          }
          return all;
        });
  }

  private static <T> T read(DatabaseUrl database, Reading<T> reading) {
    try (Connection connection = Sql.connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "SET search_path = ''; SET row_security = off; SET extra_float_digits = 3;"
              + "SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'iso_8601'; SET bytea_output = hex");
      return reading.of(new DatabaseText(connection));
    } catch (SQLException | IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private Map<String, List<String>> rows() throws SQLException, IOException {
    Map<String, List<String>> rows = new TreeMap<>();
    for (String table :
        lines(
            "SELECT c.oid::regclass FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
                + "WHERE c.relkind = 'r' AND "
                + APPLICATION)) {
      String columns =
          String.join(
              ", ",
              sorted(
                  "SELECT quote_ident(attname) FROM pg_attribute WHERE attrelid = '%s'::regclass AND attnum > 0 AND NOT attisdropped"
                      .formatted(table.replace("'", "''"))));
      StringWriter text = new StringWriter();
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyOut("COPY (SELECT %s FROM ONLY %s) TO STDOUT".formatted(columns, table), text);
      List<String> lines = new ArrayList<>(Arrays.asList(text.toString().split("\n", -1)));
      Collections.sort(lines);
      rows.put(table + " (" + columns + ")", lines);
    }
    return rows;
  }

  private List<String> sequences() throws SQLException {
    List<String> sequences = new ArrayList<>();
    for (String name :
        sorted(
            "SELECT c.oid::regclass FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
                + "WHERE c.relkind = 'S' AND "
                + APPLICATION)) {
      sequences.addAll(
          lines(
              "SELECT '%s', s.last_value, s.is_called, d.seqtypid::regtype, d.seqstart, d.seqincrement, d.seqmax, d.seqmin, d.seqcache, d.seqcycle FROM %s s, pg_sequence d WHERE d.seqrelid = '%s'::regclass"
                  .formatted(name.replace("'", "''"), name, name.replace("'", "''"))));
    }
    return sequences;
  }

  private Map<String, List<String>> catalogs() throws SQLException {
    Map<String, List<String>> catalogs = new TreeMap<>();
    for (Map.Entry<String, String> query : CATALOGS.entrySet()) {
      String grouped = query.getValue().contains("count(*)") ? "GROUP BY 1, 2, 3, 4" : "";
      catalogs.put(query.getKey(), sorted(query.getValue() + APPLICATION + grouped));
    }
    return catalogs;
  }

  private List<String> sorted(String query) throws SQLException {
    List<String> lines = lines(query);
    Collections.sort(lines);
    return lines;
  }

  private List<String> lines(String query) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> line = new ArrayList<>();
        for (int column = 1; column <= columns; column++) {
          line.add(String.valueOf(result.getString(column)));
        }
        lines.add(String.join(" | ", line));
      }
    }
    return lines;
  }

  private interface Reading<T> {
    T of(DatabaseText text) throws SQLException, IOException;
  }
}
