package hma.sandbox.demo;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Reads one side of a {@link DatabaseComparison}; all names it returns are quoted as needed. */
final class DatabaseContent implements AutoCloseable {
  private static final String TABLES =
      """
      SELECT format('%I.%I', nspname, relname), ''
      FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
      WHERE relkind IN ('r', 'p') AND NOT relispartition AND nspname IN ('public', 'back office')\
      """;
  private static final String SEQUENCES =
      """
      SELECT format('%I.%I', schemaname, sequencename),
        concat_ws(' ', data_type, start_value, min_value, max_value, increment_by, cycle)
      FROM pg_sequences WHERE schemaname IN ('public', 'back office')\
      """;
  private final Connection connection;

  /**
   * Connects.
   *
   * @throws SQLException when the database refuses
   */
  DatabaseContent(JdbcAddress address) throws SQLException {
    connection = address.connect("hma-demo-check");
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      statement.execute("SET extra_float_digits = 3");
    }
  }

  /** The demo's tables, partitions aside. */
  Iterable<String> tables() throws SQLException {
    return pairs(TABLES).keySet();
  }

  /** Each item's text by its name. */
  Map<String, String> catalog(CatalogPart part) throws SQLException {
    return pairs(part.query());
  }

  /** Each sequence's definition and the value that it gives next. */
  Map<String, Sequence> sequences() throws SQLException {
    Map<String, Sequence> sequences = new TreeMap<>();
    try (Statement statement = connection.createStatement()) {
      for (Map.Entry<String, String> entry : pairs(SEQUENCES).entrySet()) {
        String name = entry.getKey();
        // The name comes quoted from format('%I'); in a literal its quotes are doubled once more.
        String query =
            """
            SELECT last_value + CASE WHEN is_called THEN seqincrement ELSE 0 END
            FROM %s, pg_sequence WHERE seqrelid = '%s'::regclass\
            """
                .formatted(name, name.replace("'", "''"));
        try (ResultSet row = statement.executeQuery(query)) {
          row.next();
          sequences.put(name, new Sequence(entry.getValue(), row.getLong(1)));
        }
      }
    }
    return sequences;
  }

  /**
   * A digest of the table's rows as sorted text, and their count.
   *
   * @throws SQLException when the table cannot be read
   */
  Rows rows(String table) throws SQLException {
    String query =
        "SELECT t::text AS line FROM %s AS t ORDER BY t::text COLLATE \"C\"".formatted(table);
    // A fetch size is only heeded inside a transaction; without it the whole table is read at once.
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(5_000);
      try (ResultSet row = statement.executeQuery(query)) {
        return digested(row);
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private static Rows digested(ResultSet row) throws SQLException {
    MessageDigest digest = sha256();
    long count = 0;
    while (row.next()) {
      digest.update(row.getString("line").getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      count++;
    }
    return new Rows(count, HexFormat.of().formatHex(digest.digest()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private Map<String, String> pairs(String query) throws SQLException {
    Map<String, String> pairs = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        pairs.put(row.getString(1), row.getString(2));
      }
    }
    return pairs;
  }

  /**
   * A sequence.
   *
   * @param definition type, start, bounds, increment, cycle
   * @param next what {@code nextval} would give: however the last value and {@code is_called} say
   *     it
   */
  record Sequence(String definition, long next) {}

  /**
   * The rows of a table.
   *
   * @param count how many
   * @param digest SHA-256 of their sorted text, in hexadecimal
   */
  record Rows(long count, String digest) {}
}
