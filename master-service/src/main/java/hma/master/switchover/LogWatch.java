package hma.master.switchover;

import hma.protocol.Backlog;
import hma.protocol.CaptureUnit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Looks now and then that the log of changes does not fill the source's database. */
final class LogWatch {
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final long MIB = 1L << 20;

  private final RunParts run;
  private final List<CaptureUnit> units;
  private Instant next = Instant.MIN;

  LogWatch(RunParts run, List<CaptureUnit> units) {
    this.run = run;
    this.units = units;
  }

  /**
   * Looks, unless it was looked a moment ago.
   *
   * @throws UnfitForSwitchover when the log has outgrown its limit
   */
  void look() {
    if (run.now().isBefore(next)) {
      return;
    }
    Backlog backlog = run.source().backlog(run.claim(), units);
    next = run.now().plus(EVERY);
    long keys = backlog.units().stream().mapToLong(Backlog.Unit::keys).sum();
    run.support()
        .events()
        .tell(new Event.BacklogSeen(run.claim().switchover(), keys, backlog.bytes()));
    long limit = run.rules().liveCopy().logLimit();
    if (backlog.bytes() > limit) {
      throw new UnfitForSwitchover(
          "the log of changes on the %s takes %d MB, HMA_LOG_LIMIT allows %d MB: try again when less is written, or allow more if the plan has room"
              .formatted(run.source().side().label(), backlog.bytes() / MIB, limit / MIB));
    }
  }
}
