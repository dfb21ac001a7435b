package hma.master.inspection;

import hma.protocol.Side;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison found.
 *
 * @param active the side whose worker runs
 * @param standby the other one
 * @param writing whether a worker is scaled up on the active side, so that differences are expected
 * @param equal whether everything is the same on both sides
 * @param complete whether everything could be compared
 * @param tables those of both sides, ordered by name
 * @param sequences those that move
 * @param findings why tables can't be compared: what differs in their definitions
 */
public record ComparisonReport(
    Side active,
    Side standby,
    boolean writing,
    boolean equal,
    boolean complete,
    List<TableResult> tables,
    List<SequenceResult> sequences,
    List<String> findings) {

  /** Copies the lists. */
  public ComparisonReport {
    tables = List.copyOf(tables);
    sequences = List.copyOf(sequences);
    findings = List.copyOf(findings);
  }

  /** Whether a difference was found for certain. */
  public boolean differs() {
    return !findings.isEmpty()
        || tables.stream()
            .anyMatch(
                table -> table.verdict() == Verdict.DIFFERENT || table.verdict() == Verdict.UNFIT)
        || sequences.stream().anyMatch(sequence -> !sequence.equal());
  }

  /** How a table compares. */
  public enum Verdict {
    /** The same rows. */
    EQUAL,
    /** Other rows. */
    DIFFERENT,
    /** The definitions differ, or one side lacks it. */
    UNFIT,
    /** It could not be read. */
    UNKNOWN
  }

  /**
   * One table.
   *
   * @param table its name
   * @param verdict how it compares
   * @param activeRows how many rows the active side has; null where it was not counted
   * @param standbyRows how many the standby has; null where it was not counted
   * @param differing how many rows differ, each change counting once, as far as was looked: null
   *     where rows were not asked for
   * @param keys the first of them, for a table with a key
   * @param reason why it could not be compared; null otherwise
   */
  public record TableResult(
      String table,
      Verdict verdict,
      @Nullable Long activeRows,
      @Nullable Long standbyRows,
      @Nullable Long differing,
      List<DifferingKey> keys,
      @Nullable String reason) {
    /** Copies the list. */
    public TableResult {
      keys = List.copyOf(keys);
    }
  }

  /**
   * A row that differs.
   *
   * @param key its key as PostgreSQL writes a row: {@code (42)}
   * @param difference which way
   */
  public record DifferingKey(String key, Difference difference) {}

  /** How a row differs. */
  public enum Difference {
    /** The standby lacks it. */
    ONLY_ACTIVE,
    /** The active side lacks it. */
    ONLY_STANDBY,
    /** Other values under the same key. */
    CHANGED
  }

  /**
   * One sequence.
   *
   * @param sequence its name
   * @param equal whether both sides would give the same next value
   * @param active where it stands on the active side: {@code 42}, or {@code 1 (not called)}
   * @param standby where it stands on the standby
   */
  public record SequenceResult(String sequence, boolean equal, String active, String standby) {}
}
