package hma.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hma.protocol.Side;
import hma.sandbox.demo.Commit.Outcome;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LedgerRecordTest {
  private static final Commit FIRST =
      new Commit(
          Outcome.ACKNOWLEDGED,
          Side.MASTER,
          41,
          Instant.parse("2026-11-01T10:00:00.000000001Z"),
          Instant.parse("2026-11-01T10:00:00.999999999Z"),
          "17-1");
  private static final Commit SECOND =
      new Commit(
          Outcome.UNKNOWN,
          Side.SLAVE,
          42,
          Instant.parse("2026-11-01T10:00:01Z"),
          Instant.parse("2026-11-01T10:00:02Z"),
          "18-2");

  @TempDir Path folder;

  @Test
  void givesBackWhatEveryProcessAdded() throws IOException {
    // Given
    try (LedgerRecord one = LedgerRecord.create(folder, "17-1");
        LedgerRecord two = LedgerRecord.create(folder, "18-2")) {
      one.add(FIRST);
      two.add(SECOND);

      // When
      List<Commit> commits = LedgerRecord.readAll(folder);

      // Then
      assertThat(commits).containsExactlyInAnyOrder(FIRST, SECOND);
    }
  }

  @Test
  void leavesOutALineThatIsStillBeingWritten() throws IOException {
    // Given
    String half = SECOND.line().substring(0, 20);
    Files.writeString(folder.resolve("17-1.commits"), FIRST.line() + "\n" + half);

    // When
    List<Commit> commits = LedgerRecord.readAll(folder);

    // Then
    assertThat(commits).containsExactly(FIRST);
  }

  @Test
  void refusesADamagedRecordInsteadOfOverlookingCommits() throws IOException {
    // Given
    Files.writeString(
        folder.resolve("17-1.commits"), "acknowledged master\n" + FIRST.line() + "\n");

    // When
    assertThatThrownBy(() -> LedgerRecord.readAll(folder))
        // Then
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'acknowledged master'");
  }

  @Test
  void neverWritesIntoTheRecordOfAnotherProcess() throws IOException {
    // Given
    LedgerRecord.create(folder, "17-1").close();

    // When
    assertThatThrownBy(() -> LedgerRecord.create(folder, "17-1"))
        // Then
        .isInstanceOf(FileAlreadyExistsException.class);
  }
}
