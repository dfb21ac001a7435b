package hma.sandbox.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads what {@link LedgerRecord}s hold, also while they grow: each line once. */
public final class CommitReader {
  private final Path folder;
  private final Map<Path, Long> positions = new HashMap<>();

  /**
   * Has read nothing yet.
   *
   * @param folder where the records of all processes are
   */
  public CommitReader(Path folder) {
    this.folder = folder;
  }

  /**
   * The commits that were added since the last call, in no order; a line without an end was being
   * written and is left for the next call.
   *
   * @throws IOException when the folder or a file cannot be read
   * @throws IllegalArgumentException when a whole line is not a commit
   */
  public List<Commit> next() throws IOException {
    List<Path> records;
    try (Stream<Path> files = Files.list(folder)) {
      records = files.filter(path -> path.toString().endsWith(LedgerRecord.SUFFIX)).toList();
    }
    List<Commit> commits = new ArrayList<>();
    for (Path record : records) {
      read(record).lines().map(Commit::parse).forEach(commits::add);
    }
    return commits;
  }

  private String read(Path record) throws IOException {
    long from = positions.getOrDefault(record, 0L);
    byte[] bytes = bytes(record, from);
    int length = bytes.length;
    while (length > 0 && bytes[length - 1] != '\n') {
      length--;
    }
    positions.put(record, from + length);
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(Path record, long from) throws IOException {
    try (InputStream file = Files.newInputStream(record)) {
      file.skipNBytes(from);
      return file.readAllBytes();
    }
  }
}
