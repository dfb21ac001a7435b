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
 * knows its side's {@code DATABASE_URL} and {@code HMA_SIDE}, and nothing of HMA. With a number as
 * its second argument it opens a session for each row, so many milliseconds apart.
 */
final class Teller {
  static final String APPLICATION = "teller";
  private static final long PAUSE_MILLIS = 20;
  private static final String INSERT =
      "INSERT INTO ledger (side, process) VALUES (?, ?) RETURNING n";

  private Teller() {}

  public static void main(String[] arguments) throws Exception {
    String side = System.getenv("HMA_SIDE");
    String process = side + "-" + UUID.randomUUID();
    Path folder = Path.of(arguments[0]);
    if (Files.exists(crashing(folder, side))) {
      System.exit(1);
    }
    Path notes = folder.resolve(process);
    Database database = Database.of(System.getenv("DATABASE_URL"));
    try (Connection connection = database.connect(APPLICATION)) {
      awaitTable(connection);
      if (arguments.length == 1) {
        work(connection, notes, side, process);
      }
    }
    while (true) {
      workInASessionOfItsOwn(database, notes, side, process);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(Long.parseLong(arguments[1])));
    }
  }

  /** A row, as a shell script with {@code psql} writes it: a refusal does not end the script. */
  private static void workInASessionOfItsOwn(
      Database database, Path notes, String side, String process) throws IOException {
    try (Connection connection = database.connect(APPLICATION);
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      writeOne(insert, notes, side, process);
    } catch (SQLException refused) {
      System.err.println(refused.getMessage());
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
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      while (true) {
        writeOne(insert, notes, side, process);
        pause();
      }
    }
  }

  private static void writeOne(PreparedStatement insert, Path notes, String side, String process)
      throws SQLException, IOException {
    insert.setString(1, side);
    insert.setString(2, process);
    long begun = System.currentTimeMillis();
    long number = committed(insert);
    String note = number + " " + begun + " " + System.currentTimeMillis() + "\n";
    Files.writeString(notes, note, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
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
