package hma.master.switchover;

import hma.sync.Site;
import hma.workflow.Awaiting;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/** Waits until a side's worker has given no {@link SignsOfLife} for a while. */
final class Stillness {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LONG_POLL = Duration.ofSeconds(1);

  private final SignsOfLife signs;
  private final Supplier<Site> site;
  private final InstantSource clock;
  private final Runnable beforeEachLook;

  /**
   * Watches a worker.
   *
   * @param beforeEachLook throws when the watch is to end
   */
  Stillness(SignsOfLife signs, Supplier<Site> site, InstantSource clock, Runnable beforeEachLook) {
    this.signs = signs;
    this.site = site;
    this.clock = clock;
    this.beforeEachLook = beforeEachLook;
  }

  /**
   * Waits until it is quiet.
   *
   * @param quiet how long there must have been no sign; with zero two looks in a row without any
   *     are enough
   * @param limit gives up at a sign that comes later than that after this call
   * @return whether it is quiet
   */
  boolean await(Duration quiet, Duration limit) {
    return watch(quiet, limit, () -> {});
  }

  /**
   * Waits until it is quiet and ends every session that appears meanwhile.
   *
   * @throws UnfitForSwitchover at a sign after three times as long
   */
  void enforce(Duration quiet) {
    boolean still = watch(quiet, quiet.multipliedBy(3), this::terminateSessions);
    if (!still) {
      throw new UnfitForSwitchover(
          "on the %s something comes back again and again (%s): stop that client, since the worker is not started beside it"
              .formatted(site.get().side().label(), signs.seen()));
    }
  }

  /**
   * Looks once more, back to the look before.
   *
   * @throws UnfitForSwitchover when there was a sign
   */
  void confirm() {
    if (!signs.look()) {
      throw new UnfitForSwitchover(
          "on the %s somebody was there while the rows were copied (%s), and HMA_FENCE=off leaves no proof that nothing was written: stop that client"
              .formatted(site.get().side().label(), signs.seen()));
    }
  }

  private boolean watch(Duration quiet, Duration limit, Runnable atEachSign) {
    Duration pause = quiet.isZero() ? POLL : LONG_POLL;
    Instant end = clock.instant().plus(limit);
    while (true) {
      boolean still = signs.look();
      if (still && signs.quiet().compareTo(quiet) >= 0) {
        return true;
      }
      if (!still) {
        atEachSign.run();
        if (signs.lastSign().isAfter(end)) {
          return false;
        }
      }
      beforeEachLook.run();
      Awaiting.pause(pause);
    }
  }

  private void terminateSessions() {
    if (signs.showsSessions()) {
      site.get().terminateSessions();
    }
  }

  /** What was seen, for people. */
  String seen() {
    return signs.seen();
  }
}
