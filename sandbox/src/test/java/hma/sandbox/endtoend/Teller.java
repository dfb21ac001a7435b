package hma.sandbox.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The worker: commits a row at a time and notes each acknowledged one in a file of its own. It
 * knows its side's {@code DATABASE_URL} and {@code HMA_SIDE}, and nothing of HMA.
 */
final class Teller {
  static final String APPLICATION = "teller";
  private static final long PAUSE_MILLIS = 20;

  private Teller() {}

  public static void main(String[] arguments) throws Exception {
    String side = System.getenv("HMA_SIDE");
    String process = side + "-" + UUID.randomUUID();
    Path folder = Path.of(arguments[0]);
    if (Files.exists(crashing(folder, side))) {
      System.exit(1);
    }
    Path notes = folder.resolve(process);
    try (Connection connection = Database.of(System.getenv("DATABASE_URL")).connect(APPLICATION)) {
      awaitTable(connection);
      work(connection, notes, side, process);
    }
  }

  /** While this file is there, the side's worker ends with an error at its start. */
  static Path crashing(Path folder, String side) {
    return folder.resolveSibling("crashing-" + side);
  }

  private static void awaitTable(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      while (true) {
        try (ResultSet row = statement.executeQuery("SELECT to_regclass('ledger') IS NOT NULL")) {
          row.next();
          if (row.getBoolean(1)) {
            return;
          }
        }
        pause();
      }
    }
  }

  private static void work(Connection connection, Path notes, String side, String process)
      throws SQLException, IOException {
    String sql = "INSERT INTO ledger (side, process) VALUES (?, ?) RETURNING n";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, side);
      insert.setString(2, process);
      while (true) {
        long begun = System.currentTimeMillis();
        long number = committed(insert);
        String note = number + " " + begun + " " + System.currentTimeMillis() + "\n";
        Files.writeString(notes, note, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        pause();
      }
    }
  }

  /** Its pace: a worker that never rests would leave nothing of two cores for anybody else. */
  private static void pause() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
  }

  private static long committed(PreparedStatement insert) throws SQLException {
    try (ResultSet row = insert.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }
}
