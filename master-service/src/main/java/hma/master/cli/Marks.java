package hma.master.cli;

import hma.protocol.Side;
import hma.sync.Finding;

/**
 * How good and bad are marked: by signs where the terminal shows them, otherwise by words.
 *
 * @param good before what is as it should be
 * @param bad before what is not
 * @param caution before what deserves a look
 * @param hint before what is good to know
 * @param masterDay a day on which the master is active
 * @param slaveDay a day on which the slave is
 * @param bar a part of what is left
 */
public record Marks(
    String good,
    String bad,
    String caution,
    String hint,
    String masterDay,
    String slaveDay,
    String bar) {
  /** For pipes, files and plain terminals. */
  public static final Marks PLAIN = new Marks("ok", "PROBLEM", "warning", "note", "m", "s", "#");

  /** For terminals with Unicode. */
  public static final Marks SIGNS = new Marks("✓", "✗", "!", "·", "█", "░", "█");

  /** That of a day on which a side is active. */
  String day(Side side) {
    return switch (side) {
      case MASTER -> masterDay;
      case SLAVE -> slaveDay;
    };
  }

  /** That of a finding. */
  public String of(Finding.Severity severity) {
    return switch (severity) {
      case PROBLEM -> bad;
      case WARNING -> caution;
      case NOTE -> hint;
    };
  }
}
