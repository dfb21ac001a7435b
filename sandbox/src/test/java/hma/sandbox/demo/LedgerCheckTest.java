package hma.sandbox.demo;

import static hma.protocol.Side.MASTER;
import static hma.protocol.Side.SLAVE;
import static org.assertj.core.api.Assertions.assertThat;

import hma.protocol.Side;
import hma.sandbox.demo.Commit.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LedgerCheckTest {
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

  private final List<Commit> record = new ArrayList<>();
  private final List<LedgerRow> rows = new ArrayList<>();

  @Test
  void findsNothingWhereEveryAcknowledgedRowIsThereOnce() {
    // Given
    committed(MASTER, "one", 1, 0, 10);
    committed(MASTER, "one", 2, 10, 20);
    committed(SLAVE, "two", 3, 520, 530);
    committed(MASTER, "three", 4, 900, 910);

    // When
    LedgerFindings findings = LedgerCheck.compare(record, rows);

    // Then
    assertThat(findings.sound()).isTrue();
    assertThat(findings.acknowledged()).isEqualTo(4);
    assertThat(findings.handovers())
        .containsExactly(
            new Handover(MASTER, SLAVE, Duration.ofMillis(510)),
            new Handover(SLAVE, MASTER, Duration.ofMillis(380)));
  }

  @Test
  void namesARowThatWasAcknowledgedAndIsGone() {
    // Given
    committed(MASTER, "one", 1, 0, 10);
    acknowledged(MASTER, "one", 2, 10, 20);

    // When
    LedgerFindings findings = LedgerCheck.compare(record, rows);

    // Then
    assertThat(findings.lost()).containsExactly(2L);
    assertThat(findings.sound()).isFalse();
  }

  @Test
  void seesThatANumberUsedAgainElsewhereReplacedALostRow() {
    // Given
    acknowledged(MASTER, "one", 7, 0, 10);
    committed(SLAVE, "two", 7, 20, 30);

    // When
    LedgerFindings findings = LedgerCheck.compare(record, rows);

    // Then
    assertThat(findings.lost()).containsExactly(7L);
    assertThat(findings.duplicated()).containsExactly(7L);
    assertThat(findings.sound()).isFalse();
  }

  @Test
  void findsARowThatIsThereTwice() {
    // Given
    committed(MASTER, "one", 1, 0, 10);
    rows.add(new LedgerRow(1, "one"));

    // When
    LedgerFindings findings = LedgerCheck.compare(record, rows);

    // Then
    assertThat(findings.duplicated()).containsExactly(1L);
  }

  @Test
  void measuresHowLongTwoWorkersCommittedAtTheSameTime() {
    // Given
    committed(MASTER, "one", 1, 0, 10);
    committed(SLAVE, "two", 2, 40, 50);
    committed(MASTER, "one", 3, 60, 65);
    committed(SLAVE, "two", 4, 70, 80);

    // When
    LedgerFindings findings = LedgerCheck.compare(record, rows);

    // Then
    assertThat(findings.overlap()).isEqualTo(Duration.ofMillis(25));
    assertThat(findings.overlapMs()).isEqualTo(25);
    assertThat(findings.sound()).isFalse();
  }

  @Test
  void countsTwoProcessesOfOneSideAsTwoWorkersToo() {
    // Given
    committed(MASTER, "one", 1, 0, 30);
    committed(MASTER, "two", 2, 20, 50);

    // When
    LedgerFindings findings = LedgerCheck.compare(record, rows);

    // Then
    assertThat(findings.overlap()).isEqualTo(Duration.ofMillis(10));
    assertThat(findings.handovers()).isEmpty();
  }

  @Test
  void reportsTheShortestOverlapAsAMillisecond() {
    // Given
    LedgerFindings findings =
        new LedgerFindings(
            1, java.util.Set.of(), java.util.Set.of(), Duration.ofNanos(1), List.of());

    // When
    long overlapMs = findings.overlapMs();

    // Then
    assertThat(overlapMs).isEqualTo(1);
  }

  @Test
  void takesNoStandOnACommitWhoseAnswerWasLost() {
    // Given
    committed(MASTER, "one", 1, 0, 10);
    record.add(commit(Outcome.UNKNOWN, MASTER, "one", 2, 10, 20));
    committed(SLAVE, "two", 2, 30, 40);

    // When
    LedgerFindings findings = LedgerCheck.compare(record, rows);

    // Then
    assertThat(findings.sound()).isTrue();
    assertThat(findings.acknowledged()).isEqualTo(2);
  }

  @Test
  void doesNotCallARecordWithoutACommitSound() {
    // Given
    rows.add(new LedgerRow(1, "one"));

    // When
    LedgerFindings findings = LedgerCheck.compare(record, rows);

    // Then
    assertThat(findings.lost()).isEmpty();
    assertThat(findings.sound()).isFalse();
  }

  private void committed(Side side, String process, long n, long startMs, long endMs) {
    acknowledged(side, process, n, startMs, endMs);
    rows.add(new LedgerRow(n, process));
  }

  private void acknowledged(Side side, String process, long n, long startMs, long endMs) {
    record.add(commit(Outcome.ACKNOWLEDGED, side, process, n, startMs, endMs));
  }

  private static Commit commit(
      Outcome outcome, Side side, String process, long n, long startMs, long endMs) {
    return new Commit(
        outcome, side, n, START.plusMillis(startMs), START.plusMillis(endMs), process);
  }
}
