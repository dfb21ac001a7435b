package hma.config;

import java.time.Duration;
import java.util.List;

/**
 * What a switchover moves, and within which limits.
 *
 * @param tables names or patterns with {@code *}, schema-qualified where needed; empty for all
 *     tables
 * @param processes the process types that are stopped here and started there, at least one, in the
 *     order of their start
 * @param stopGrace how long a stopped worker may still be alive, 1 s to 1 h
 * @param bootLimit how many crashes of a started worker are borne, 1 to 100
 * @param fence whether writes on the standby are made impossible in its database
 * @param liveCopy how the standby is brought up to date while the worker writes
 */
public record SwitchoverSettings(
    List<String> tables,
    List<ProcessRule> processes,
    Duration stopGrace,
    int bootLimit,
    boolean fence,
    LiveCopySettings liveCopy) {
  /** Keeps copies of the lists. */
  public SwitchoverSettings {
    tables = List.copyOf(tables);
    processes = List.copyOf(processes);
  }
}
