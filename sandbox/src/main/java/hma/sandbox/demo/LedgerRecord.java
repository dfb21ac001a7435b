package hma.sandbox.demo;

import hma.sandbox.demo.Commit.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;

/**
 * What one worker process remembers of its commits, outside every database: a file of its own to
 * which it appends a line per commit before the next transaction starts.
 */
public final class LedgerRecord implements AutoCloseable {
  static final String SUFFIX = ".commits";

  private final FileChannel file;

  private LedgerRecord(FileChannel file) {
    this.file = file;
  }

  /**
   * Starts the record of a process.
   *
   * @param folder where the records of all processes are; it is made if missing
   * @param process the process's name; there must be no record of it yet
   * @throws IOException when the file exists already or cannot be written
   */
  public static LedgerRecord create(Path folder, String process) throws IOException {
    Files.createDirectories(folder);
    Path path = folder.resolve(process + SUFFIX);
    return new LedgerRecord(
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  /** Sends a COMMIT and returns once the database has said that it is done. */
  @FunctionalInterface
  public interface Committing {
    /**
     * Commits.
     *
     * @throws SQLException when the answer is not "committed"
     */
    void commit() throws SQLException;
  }

  /**
   * Commits, and adds the answer.
   *
   * @throws SQLException what the database answered, or that it did not
   * @throws IOException when the line could not be written whole
   */
  public void commit(Attempt attempt, Committing transaction) throws SQLException, IOException {
    try {
      transaction.commit();
    } catch (SQLException failure) {
      if (answerLost(failure)) {
        add(attempt.ended(Outcome.UNKNOWN));
      }
      throw failure;
    }
    add(attempt.ended(Outcome.ACKNOWLEDGED));
  }

  /**
   * Whether a failed COMMIT may have been done all the same: the connection broke (class 08) or the
   * server ended the session (class 57) before it could answer.
   */
  private static boolean answerLost(SQLException failure) {
    String state = failure.getSQLState();
    return state == null || state.startsWith("08") || state.startsWith("57");
  }

  /**
   * Adds a commit. When it returns the kernel has the line: it outlives the process, not the
   * machine, which is what a demo on one machine can show.
   *
   * @throws IOException when the line could not be written whole
   */
  void add(Commit commit) throws IOException {
    ByteBuffer line = StandardCharsets.UTF_8.encode(commit.line() + "\n");
    while (line.hasRemaining()) {
      file.write(line);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /**
   * Reads the records of all processes, also while they are being written.
   *
   * @param folder where they are
   * @return every commit, in no order; a line without an end was being written and is left out
   * @throws IOException when the folder or a file cannot be read
   * @throws IllegalArgumentException when a whole line is not a commit
   */
  static List<Commit> readAll(Path folder) throws IOException {
    return new CommitReader(folder).next();
  }
}
