package hma.sandbox.chaos;

import hma.protocol.Side;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A switchover or a refresh, as the journal has it.
 *
 * @param id its number
 * @param refresh whether it moved no worker
 * @param from the side that was active before
 * @param to the other one
 * @param epoch which it raised the databases to, if it committed
 * @param state how it ended, or is
 */
record Journaled(String id, boolean refresh, Side from, Side to, long epoch, String state) {
  private static final String ALL =
      """
      SELECT id, coalesce(summary->>'kind', 'switchover') AS kind, from_side, to_side, epoch,
        summary->>'state' AS state
      FROM hma.switchovers ORDER BY started_at, id\
      """;

  /**
   * Reads the journal.
   *
   * @param master a connection to the master's database
   * @return the oldest first
   * @throws SQLException when it cannot be read
   */
  static List<Journaled> readAll(Connection master) throws SQLException {
    List<Journaled> all = new ArrayList<>();
    try (Statement statement = master.createStatement();
        ResultSet row = statement.executeQuery(ALL)) {
      while (row.next()) {
        all.add(
            new Journaled(
                row.getString("id"),
                row.getString("kind").equals("refresh"),
                Side.valueOf(row.getString("from_side")),
                Side.valueOf(row.getString("to_side")),
                row.getLong("epoch"),
                row.getString("state")));
      }
    }
    return all;
  }
}
