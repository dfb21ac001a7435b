package hma.master.switchover;

import hma.sync.Site;
import hma.workflow.Awaiting;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits until a side's worker has given no {@link SignsOfLife} for a while. */
final class Stillness {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LONG_POLL = Duration.ofSeconds(1);

  private final SignsOfLife signs;
  private final Supplier<? extends Site> site;
  private final InstantSource clock;
  private final Runnable beforeEachLook;

  /**
   * Watches a worker.
   *
   * @param beforeEachLook throws when the watch is to end
   */
  Stillness(
      SignsOfLife signs,
      Supplier<? extends Site> site,
      InstantSource clock,
      Runnable beforeEachLook) {
    this.signs = signs;
    this.site = site;
    this.clock = clock;
    this.beforeEachLook = beforeEachLook;
  }

  /** Watches a worker that nobody has looked at yet. */
  static Stillness of(
      Worker worker, Supplier<? extends Site> site, InstantSource clock, Runnable beforeEachLook) {
    return new Stillness(
        new SignsOfLife(() -> !worker.dynos().isEmpty(), () -> site.get().activity(), clock),
        site,
        clock,
        beforeEachLook);
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
    Instant end = clock.instant().plus(limit);
    return watch(quiet, () -> signs.lastSign().isAfter(end));
  }

  /**
   * Waits until it is quiet and ends every session that appears meanwhile.
   *
   * @throws UnfitForSwitchover at a sign after three times as long
   */
  void enforce(Duration quiet) {
    Instant end = clock.instant().plus(quiet.multipliedBy(3));
    boolean still =
        watch(
            quiet,
            () -> {
              terminateSessions();
              return signs.lastSign().isAfter(end);
            });
    if (!still) {
      throw new UnfitForSwitchover(
          "on the %s something comes back again and again (%s): stop that client, since the worker is not started beside it"
              .formatted(site.get().side().label(), signs.seen()));
    }
  }

  /**
   * Waits until nothing can be left of a worker that was told to stop before. Sessions may be those
   * of others: where no dyno was listed for the whole grace nobody is waited for, and they are
   * ended.
   *
   * @param quiet after so long without a sign it has ended
   * @param grace after so long without a dyno it has ended
   * @param startedAgain whether somebody has started it meanwhile, which ends the wait; asked where
   *     a dyno is listed
   * @throws UnfitForSwitchover where dynos are listed for three times the grace
   */
  void awaitEnd(Duration quiet, Duration grace, BooleanSupplier startedAgain) {
    Instant end = clock.instant().plus(grace.multipliedBy(3));
    boolean ended =
        watch(
            quiet,
            () ->
                signs.showsDyno()
                    ? isOver(startedAgain, end)
                    : signs.withoutDyno().compareTo(grace) >= 0);
    if (!ended && !signs.showsDyno()) {
      terminateSessions();
    }
  }

  private boolean isOver(BooleanSupplier startedAgain, Instant end) {
    if (startedAgain.getAsBoolean()) {
      return true;
    }
    if (clock.instant().isAfter(end)) {
      throw new UnfitForSwitchover(
          "Heroku goes on listing dynos of the %s's worker, which was told to stop: it is not started beside them"
              .formatted(site.get().side().label()));
    }
    return false;
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

  /** Returns whether it is quiet, or false once somebody gives up after a look. */
  private boolean watch(Duration quiet, BooleanSupplier givesUp) {
    Duration pause = quiet.isZero() ? POLL : LONG_POLL;
    while (true) {
      boolean still = signs.look();
      if (still && signs.quiet().compareTo(quiet) >= 0) {
        return true;
      }
      if (givesUp.getAsBoolean()) {
        return false;
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
