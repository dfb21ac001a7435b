package hma.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitReaderTest {
  private static final String FIRST = "acknowledged master 1 1000 2000 7-1\n";
  private static final String SECOND = "acknowledged master 2 3000 4000 7-1\n";

  @TempDir Path folder;

  @Test
  void readsEachLineOnceWhileTheFileGrows() throws Exception {
    CommitReader reader = new CommitReader(folder);
    append("7-1.commits", FIRST);

    assertThat(reader.next()).extracting(Commit::n).containsExactly(1L);
    append("7-1.commits", SECOND);

    assertThat(reader.next()).extracting(Commit::n).containsExactly(2L);
    assertThat(reader.next()).isEmpty();
  }

  @Test
  void leavesALineThatIsBeingWrittenUntilItHasItsEnd() throws Exception {
    CommitReader reader = new CommitReader(folder);
    append("7-1.commits", FIRST + SECOND.substring(0, 15));

    assertThat(reader.next()).extracting(Commit::n).containsExactly(1L);
    append("7-1.commits", SECOND.substring(15));

    assertThat(reader.next()).extracting(Commit::n).containsExactly(2L);
  }

  @Test
  void findsTheRecordsOfLaterProcesses() throws Exception {
    CommitReader reader = new CommitReader(folder);
    append("7-1.commits", FIRST);
    reader.next();
    append("8-1.commits", "acknowledged slave 1 5000 6000 8-1\n");
    append("notes.txt", "no commit\n");

    assertThat(reader.next()).extracting(Commit::process).containsExactly("8-1");
  }

  @Test
  void refusesALineThatIsNoCommit() throws Exception {
    append("7-1.commits", "something else\n");

    assertThatThrownBy(() -> new CommitReader(folder).next())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("something else");
  }

  private void append(String name, String text) throws IOException {
    Files.writeString(
        folder.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
