package hma.master.cli;

import hma.master.switchover.SwitchoverView;
import hma.master.switchover.TableUnderWay;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;

/** A line for whatever happens, and now and then one on how far the tables are. */
final class RunLines implements RunProgress {
  private static final Duration PAUSE = Duration.ofSeconds(10);
  private static final int MOST_TABLES = 3;

  private final Console console;
  private Instant shownAt = Instant.now();
  private long shownBytes;

  RunLines(Console console) {
    this.console = console;
  }

  @Override
  public void line(String text) {
    console.print(text);
  }

  @Override
  public void show(SwitchoverView now) {
    Duration since = Duration.between(shownAt, Instant.now());
    if (since.compareTo(PAUSE) < 0 || now.bytes() == shownBytes) {
      return;
    }
    console.print(text(now, Math.max(0, now.bytes() - shownBytes) * 1000 / since.toMillis()));
    shownAt = Instant.now();
    shownBytes = now.bytes();
  }

  /** How far it is. */
  static String text(SwitchoverView now, long bytesPerSecond) {
    String moving =
        now.moving().stream()
            .limit(MOST_TABLES)
            .map(RunLines::text)
            .collect(Collectors.joining(", "));
    return "  %s rows, %s, %s/s%s"
        .formatted(
            Amounts.count(now.rows()),
            Amounts.bytes(now.bytes()),
            Amounts.bytes(bytesPerSecond),
            moving.isEmpty() ? "" : "; " + moving);
  }

  private static String text(TableUnderWay table) {
    return table.expectedRows() == 0
        ? "%s ~%s rows".formatted(table.table(), Amounts.count(table.rows()))
        : "%s ~%s of ~%s rows"
            .formatted(
                table.table(), Amounts.count(table.rows()), Amounts.count(table.expectedRows()));
  }

  @Override
  public void close() {}
}
