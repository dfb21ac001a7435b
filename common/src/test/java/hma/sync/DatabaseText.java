package hma.sync;

import hma.config.DatabaseUrl;
import hma.postgres.Sql;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * A database as text, read without any of HMA's code: COPY text of every table, sorted, and what
 * the system catalogs say.
 */
final class DatabaseText {
  private static final String APPLICATION = DatabaseTextQueries.APPLICATION;
  private static final String GRANTS = DatabaseTextQueries.GRANTS;

  /** Longer rows are shown by their beginning and told apart by a digest. */
  private static final int SHOWN = 2000;

  private final Connection connection;

  private DatabaseText(Connection connection) {
    this.connection = connection;
  }

  /** Every table's columns and rows, by table; the columns in the order of their names. */
  static Map<String, List<String>> rows(DatabaseUrl database) {
    return read(database, DatabaseText::rows);
  }

  /** Every materialized view's rows, by view, or that it cannot be read. */
  static Map<String, List<String>> materializedViews(DatabaseUrl database) {
    return read(database, DatabaseText::materializedViews);
  }

  /** Every sequence's definition, last_value and is_called. */
  static List<String> sequences(DatabaseUrl database) {
    return read(database, DatabaseText::sequences);
  }

  /** What the system catalogs say, but for rights: see {@link DatabaseTextQueries}. */
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
      List<String> lines = copied("SELECT %s FROM ONLY %s".formatted(columns, table));
      rows.put(table + " (" + columns + ")", lines);
    }
    return rows;
  }

  /** COPY gives each row in a message of its own. */
  private List<String> copied(String query) throws SQLException {
    List<String> lines = new ArrayList<>();
    CopyOut copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut("COPY (%s) TO STDOUT".formatted(query));
    for (byte[] row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
      lines.add(shown(row));
    }
    Collections.sort(lines);
    return lines;
  }

  private static String shown(byte[] row) {
    String line = new String(row, StandardCharsets.UTF_8);
    if (line.length() <= SHOWN) {
      return line;
    }
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(row);
      return line.substring(0, SHOWN) + "… " + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private Map<String, List<String>> materializedViews() throws SQLException {
    Map<String, List<String>> views = new TreeMap<>();
    for (String line :
        lines(
            "SELECT c.relispopulated, c.oid::regclass FROM pg_class c "
                + "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'm' AND "
                + APPLICATION)) {
      String name = line.substring(line.indexOf('|') + 2);
      views.put(
          name, line.startsWith("t") ? copied("SELECT * FROM " + name) : List.of("cannot be read"));
    }
    return views;
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
    for (Map.Entry<String, String> query : DatabaseTextQueries.CATALOGS.entrySet()) {
      catalogs.put(query.getKey(), sorted(query.getValue()));
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
