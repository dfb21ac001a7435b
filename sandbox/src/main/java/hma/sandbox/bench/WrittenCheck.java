package hma.sandbox.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds what the writers were promised against what a database has, once nobody writes to it. */
final class WrittenCheck {
  private static final String NOTES =
      "SELECT writer::text AS writer, count(*) AS notes, max(n) AS last FROM note GROUP BY writer";

  private static final String UNTOUCHED =
      """
      SELECT count(*) FROM big
      FULL JOIN (SELECT big AS id, count(*) AS touched FROM note GROUP BY big) AS noted USING (id)
      WHERE coalesce(big.touched, 0) <> coalesce(noted.touched, 0)\
      """;

  private static final String MISPLACED =
      """
      SELECT count(*) FROM basket
      FULL JOIN (
        SELECT writer, n FROM note
        JOIN (SELECT writer, max(n) AS last FROM note GROUP BY writer) AS ends USING (writer)
        WHERE n > last - %d) AS left_in USING (writer, n)
      WHERE basket.what IS NULL OR left_in.* IS NULL\
      """
          .formatted(WrittenTables.LEFT_IN_BASKET);

  private WrittenCheck() {}

  /**
   * Compares.
   *
   * @param last the number of each writer's last acknowledged transaction
   * @return what is not as it should be, one sentence each; empty when all is there
   */
  static List<String> contradictions(BenchDatabase database, Map<String, Long> last) {
    List<String> contradictions = new ArrayList<>();
    long lost = lost(database, last);
    if (lost > 0) {
      contradictions.add("%d acknowledged transactions are lost".formatted(lost));
    }
    int untouched = Integer.parseInt(database.value(UNTOUCHED));
    if (untouched > 0) {
      contradictions.add(
          "%d rows of the large table were not changed as often as was noted".formatted(untouched));
    }
    int misplaced = Integer.parseInt(database.value(MISPLACED));
    if (misplaced > 0) {
      contradictions.add("%d rows were deleted or kept wrongly".formatted(misplaced));
    }
    return contradictions;
  }

  private static long lost(BenchDatabase database, Map<String, Long> last) {
    Map<String, Notes> notes = notes(database);
    return last.entrySet().stream()
        .mapToLong(
            writer -> notes.getOrDefault(writer.getKey(), Notes.NONE).missing(writer.getValue()))
        .sum();
  }

  private static Map<String, Notes> notes(BenchDatabase database) {
    Map<String, Notes> notes = new HashMap<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(NOTES)) {
      while (row.next()) {
        notes.put(row.getString("writer"), new Notes(row.getLong("notes"), row.getLong("last")));
      }
      return notes;
    } catch (SQLException refused) {
      throw new BenchFailure("the database refused: " + refused.getMessage(), refused);
    }
  }

  /** A writer's: different numbers from 1 on, of which none is left out. */
  private record Notes(long count, long last) {
    private static final Notes NONE = new Notes(0, 0);

    /** Of those that it was told of: beyond the last one, and between. */
    long missing(long acknowledged) {
      return Math.max(0, acknowledged - last) + last - count;
    }
  }
}
