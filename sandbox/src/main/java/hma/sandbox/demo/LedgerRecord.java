package hma.sandbox.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one worker process remembers of its commits, outside every database: a file of its own to
 * which it appends a line per commit before the next transaction starts.
 */
final class LedgerRecord implements AutoCloseable {
  private static final String SUFFIX = ".commits";

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
  static LedgerRecord create(Path folder, String process) throws IOException {
    Files.createDirectories(folder);
    Path path = folder.resolve(process + SUFFIX);
    return new LedgerRecord(
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
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
    List<Commit> commits = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.filter(path -> path.toString().endsWith(SUFFIX)).forEach(path -> read(path, commits));
    } catch (UncheckedIOException unreadable) {
      throw unreadable.getCause();
    }
    return commits;
  }

  private static void read(Path path, List<Commit> commits) {
    try {
      String text = Files.readString(path);
      text.substring(0, text.lastIndexOf('\n') + 1)
          .lines()
          .map(Commit::parse)
          .forEach(commits::add);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
