package hma.master.switchover;

import hma.config.LiveCopySettings.WhenBehind;
import hma.protocol.Side;
import hma.sync.LiveMover;
import hma.workflow.Awaiting;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Rounds until what one carries is small: each carries what was written during the one before.
 * Where they get no shorter the worker writes as fast as can be carried.
 */
final class CatchingUp {
  /** A round of the outage is expected to be as short as the last one before it. */
  private static final long SHORT_MILLIS = 250;

  /** Or as small: what a slow line needs for one request can't be helped by more rounds. */
  private static final long FEW_KEYS = 500;

  /** What is borne once rounds get no shorter: the worker's stop and boot take longer anyway. */
  private static final long BORNE_MILLIS = 1_000;

  private static final int ROUNDS_WITHOUT_PROGRESS = 8;
  private static final double PROGRESS = 0.8;
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(5);

  /** What stands while it waits for less to be written. */
  static final String ALARM = "cannot-catch-up";

  private final Supplier<LiveMover.Round> mover;
  private final Behind behind;
  private final Alarms alarms;
  private int rounds;
  private long keys;

  /**
   * Has carried nothing yet.
   *
   * @param mover carries a round; throws when it is to end
   */
  CatchingUp(Supplier<LiveMover.Round> mover, Behind behind, Alarms alarms) {
    this.mover = mover;
    this.behind = behind;
    this.alarms = alarms;
  }

  /**
   * What to do about a worker that writes as fast as can be carried.
   *
   * @param source whose worker that is
   * @param pause before it is tried again
   */
  record Behind(Side source, WhenBehind decided, Duration pause) {
    Behind(Side source, WhenBehind decided) {
      this(source, decided, BETWEEN_TRIES);
    }
  }

  /** Returns once it has caught up, or is to go on as it is. */
  Noted<LiveMover.Round> run() {
    try {
      LiveMover.Round last = catchUp();
      return new Noted<>(
          last,
          "%,d changed rows in %d %s, the last one %,d rows in %d ms"
              .formatted(
                  keys, rounds, rounds == 1 ? "round" : "rounds", last.keys(), last.millis()));
    } finally {
      alarms.clear(ALARM);
    }
  }

  private LiveMover.Round catchUp() {
    rounds = 0;
    keys = 0;
    LiveMover.Round last = asFarAsRoundsGetShorter();
    while (!isSmall(last) && last.millis() > BORNE_MILLIS && waits(last)) {
      // What the pause has left is more than one round's: so it is several again.
      last = asFarAsRoundsGetShorter();
    }
    return last;
  }

  private LiveMover.Round asFarAsRoundsGetShorter() {
    long shortest = Long.MAX_VALUE;
    int withoutProgress = 0;
    while (true) {
      LiveMover.Round round = round();
      withoutProgress = round.millis() < shortest * PROGRESS ? 0 : withoutProgress + 1;
      shortest = Math.min(shortest, round.millis());
      if (isSmall(round) || withoutProgress >= ROUNDS_WITHOUT_PROGRESS) {
        return round;
      }
    }
  }

  private LiveMover.Round round() {
    LiveMover.Round round = mover.get();
    rounds++;
    keys += round.keys();
    return round;
  }

  private static boolean isSmall(LiveMover.Round round) {
    return round.whole() == 0 && (round.millis() <= SHORT_MILLIS || round.keys() <= FEW_KEYS);
  }

  /** Whether rounds go on although they get no shorter. */
  private boolean waits(LiveMover.Round round) {
    String seen =
        "the worker on the %s writes as fast as can be carried: the last of %d rounds took %d ms for %,d rows"
            .formatted(behind.source().label(), rounds, round.millis(), round.keys());
    return switch (behind.decided()) {
      case GO_ON -> false;
      case GIVE_UP ->
          throw new UnfitForSwitchover(
              seen
                  + ", and HMA_WHEN_BEHIND=give-up: switch over when less is written, or set it to wait or go-on");
      case WAIT -> {
        alarms.raise(
            ALARM,
            seen
                + "; it goes on until less is written. Call the switchover off, or set HMA_WHEN_BEHIND to go-on or give-up");
        Awaiting.pause(behind.pause());
        yield true;
      }
    };
  }
}
