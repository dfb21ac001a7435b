package hma.sandbox.chaos;

import hma.protocol.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Keeps what tells how a run came to its violation; the sandbox removes its own copies. */
final class Evidence {
  private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
  private static final String STEPS =
      """
      SELECT to_char(started_at AT TIME ZONE 'UTC', 'HH24:MI:SS.MS') || ' ' || switchover || ' term '
        || term || ' ' || name || ' ' || state || coalesce(': ' || detail, '')
      FROM hma.steps ORDER BY started_at, number\
      """;
  private static final String SUMMARIES =
      "SELECT summary::text FROM hma.switchovers ORDER BY started_at";

  private Evidence() {}

  /**
   * Copies all of it.
   *
   * @param home below which it is kept, in {@code target/chaos}
   * @return the folder
   * @throws IOException when it cannot be written
   */
  static Path keep(Ground ground, Trace trace, ChaosPlan plan, Path home) throws IOException {
    String name =
        "seed-%d-%s".formatted(plan.seed(), WHEN.format(ZonedDateTime.now(ZoneOffset.UTC)));
    Path folder = Files.createDirectories(home.resolve("target/chaos").resolve(name));
    Files.write(folder.resolve("trace.txt"), trace.lines());
    for (Path log : ground.dynoLogs()) {
      Files.copy(log, folder.resolve(log.getFileName().toString()));
    }
    for (Side side : Side.values()) {
      Files.copy(ground.serverLog(side), folder.resolve("postgres-%s.log".formatted(side.label())));
    }
    copyRecords(ground.databases().records(), folder.resolve("records"));
    Files.write(folder.resolve("journal.txt"), journal(ground));
    return folder;
  }

  private static void copyRecords(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName().toString()));
      }
    }
  }

  private static List<String> journal(Ground ground) {
    List<String> lines = new ArrayList<>();
    try (Connection connection = ground.connect(Side.MASTER);
        Statement statement = connection.createStatement()) {
      for (String query : List.of(STEPS, SUMMARIES)) {
        try (ResultSet row = statement.executeQuery(query)) {
          while (row.next()) {
            lines.add(row.getString(1));
          }
        }
      }
    } catch (SQLException unreadable) {
      lines.add("the journal cannot be read: " + unreadable.getMessage());
    }
    return lines;
  }
}
