package hma.master.switchover;

import hma.master.journal.Deposed;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of the beginning and the end of switchovers. */
final class Announcements {
  private static final Logger log = LoggerFactory.getLogger(Announcements.class);

  /** Longer than whoever was told tries to pass it on. */
  private static final Duration LATELY = Duration.ofMinutes(15);

  private final SwitchoverSupport support;

  Announcements(SwitchoverSupport support) {
    this.support = support;
  }

  /** It has begun, or this master goes on with it; nobody is told of what moves no worker. */
  void begun(RunRecord record) {
    SwitchoverView view = record.view().get();
    if (view.moves()) {
      support.events().tell(new Event.SwitchoverStarted(view));
    }
  }

  /** What ran here is over, whether or not it has moved a worker. */
  void ended(SwitchoverView run) {
    support.events().tell(new Event.RunEnded(run));
  }

  /** It has come to its end. */
  void over(SwitchoverView switchover) {
    support.events().tell(new Event.SwitchoverEnded(switchover));
  }

  /** The master before may have ended before anybody heard of what it had just finished. */
  void repeatWhatEndedLately() {
    try {
      support
          .journal()
          .last()
          .map(last -> SwitchoverView.from(last.summary()))
          .filter(this::endedLately)
          .ifPresent(this::over);
    } catch (Deposed over) {
      throw over;
    } catch (RuntimeException failure) {
      log.atWarn().log("the last switchover is not told again: {}", failure.getMessage());
    }
  }

  private boolean endedLately(SwitchoverView switchover) {
    Instant end = switchover.finishedAt();
    return end != null && end.isAfter(support.clock().instant().minus(LATELY));
  }
}
