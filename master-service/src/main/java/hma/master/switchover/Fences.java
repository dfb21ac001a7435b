package hma.master.switchover;

import hma.master.journal.Deposed;
import hma.master.journal.Opening;
import hma.master.journal.Ownership;
import hma.protocol.ProblemException;
import hma.protocol.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fences while no switchover runs: the standby is opened for migrations and fenced again in
 * time, or all fences are lifted for good. The opening is in the journal before the fence is
 * lifted, so that whichever master leads then fences again.
 */
final class Fences {
  private static final Logger log = LoggerFactory.getLogger(Fences.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(15);
  private static final Duration LAST_PAUSE = Duration.ofMinutes(2);

  private static final FenceChangeView.Failure UNFORESEEN =
      new FenceChangeView.Failure(
          "not-done", "another master leads, or see the master's log: ask again");

  private final SwitchoverSupport support;
  private final Standstill standstill;
  private final ReentrantLock floor;
  private final Looks looks;
  private final FenceAlarms alarms;
  private final KeptChanges kept = new KeptChanges();
  private volatile @Nullable Opening opening;
  private volatile boolean changing;
  private volatile Instant notBefore = Instant.MIN;
  private volatile Duration pause = FIRST_PAUSE;

  /**
   * Knows of no opening yet.
   *
   * @param standstill tells whether something was seen of the standby's worker
   * @param floor held by whoever tells Heroku what to run
   * @param looks which give way to a change
   */
  Fences(SwitchoverSupport support, Standstill standstill, ReentrantLock floor, Looks looks) {
    this.support = support;
    this.standstill = standstill;
    this.floor = floor;
    this.looks = looks;
    this.alarms = new FenceAlarms(support);
  }

  /** A change that may begin: nobody else changes a fence before it has ended. */
  record Change(FenceChange wanted, Ownership owned, FenceChangeView begun) {
    String id() {
      return begun.id();
    }

    Side standby() {
      return owned.owner().other();
    }
  }

  /** Reads the journal: what a former master has opened is fenced again by this one. */
  void load() {
    opening = support.journal().openings().current().orElse(null);
  }

  /** Another master leads: what this one knew says nothing any more. */
  void forget() {
    opening = null;
    alarms.clear();
  }

  /**
   * When the standby is fenced again; null unless it is open for a time. What was open before
   * another side became active, as by a failover, is the standby no more.
   */
  @Nullable Instant openUntil(Ownership owned) {
    Opening held = opening;
    return held != null && held.isOpenUnder(owned.epoch()) ? held.until() : null;
  }

  /** One of the newest changes. */
  Optional<FenceChangeView> find(String id) {
    return kept.find(id);
  }

  /**
   * Before a switchover or a look.
   *
   * @throws ProblemException 409 {@code fence-changing}
   */
  void refuseWhileChanging() {
    if (changing) {
      throw Admission.fenceChanging();
    }
  }

  /** Whether nothing is open, and nothing about to change. */
  boolean areUsual() {
    return opening == null && !changing;
  }

  /**
   * Before a switchover or a refresh that somebody asks for: it would end their migration in the
   * middle.
   *
   * @throws ProblemException 409 {@code fence-changing}, {@code standby-open}
   */
  void refuseUnlessUsual(Ownership owned) {
    refuseWhileChanging();
    Opening held = opening;
    if (held != null && held.isOpenUnder(owned.epoch())) {
      throw Admission.standbyOpen(held);
    }
  }

  /**
   * Makes a place for a change.
   *
   * @throws ProblemException 409 {@code fence-changing}, {@code fence-off}
   */
  synchronized Change begin(FenceChange wanted, Ownership owned) {
    refuseWhileChanging();
    if (!support.rules().fence() && !(wanted instanceof FenceChange.Lift)) {
      throw Admission.fenceOff();
    }
    FenceChangeView begun =
        FenceChangeView.begun(
            SwitchoverIds.next(support.clock()), wanted, support.clock().instant());
    kept.keep(begun);
    changing = true;
    return new Change(wanted, owned, begun);
  }

  /**
   * What the clock asks for: the end of an opening whose time is over. What else is to be known of
   * the fences is put right.
   */
  Optional<Change> due(Ownership owned) {
    Opening held = opening;
    if (held == null || changing) {
      return Optional.empty();
    }
    if (held.epoch() != owned.epoch() || !support.rules().fence()) {
      // A switchover has fenced the side that it left; or nothing is to be fenced.
      ended(held);
      return Optional.empty();
    }
    Instant until = held.until();
    if (until == null) {
      if (held.isRefreshedSince(owned)) {
        ended(held);
      } else {
        alarms.notFenced(held);
      }
      return Optional.empty();
    }
    Instant now = support.clock().instant();
    return now.isBefore(until) || now.isBefore(notBefore)
        ? Optional.empty()
        : Optional.of(begin(new FenceChange.Close(), owned));
  }

  /** Makes a change; blocks. What came of it is in the view. */
  FenceChangeView run(Change change) {
    FenceChangeView ended = change.begun().failed(support.clock().instant(), List.of(), UNFORESEEN);
    try {
      looks.giveWay();
      floor.lock();
      try {
        ended = onTheFloor(change);
      } finally {
        floor.unlock();
      }
    } finally {
      end(ended);
    }
    return ended;
  }

  /** Whoever sees the end may ask for the next change at once. */
  private synchronized void end(FenceChangeView ended) {
    changing = false;
    kept.keep(ended);
  }

  private FenceChangeView onTheFloor(Change change) {
    FenceWork work = new FenceWork(support, standstill, change.owned(), change.id());
    try {
      work.refuseIfAnotherOwns();
      return switch (change.wanted()) {
        case FenceChange.Open open -> open(change, open, work);
        case FenceChange.Close close -> close(change, work);
        case FenceChange.Lift lift -> lift(change, work);
      };
    } catch (Deposed over) {
      throw over;
    } catch (RuntimeException failure) {
      log.atWarn().setCause(failure).log("a fence could not be changed");
      return change.begun().failed(support.clock().instant(), List.of(), reason(failure));
    } finally {
      if (work.agentWoken()) {
        looks.sleepAgent();
      }
    }
  }

  private FenceChangeView open(Change change, FenceChange.Open wanted, FenceWork work) {
    work.reachStandby();
    Instant now = support.clock().instant();
    Instant until = now.plus(wanted.time());
    Opening opened =
        new Opening(change.id(), change.standby(), wanted.by(), change.owned().epoch(), now, until);
    begin(opened);
    int relations;
    try {
      relations = work.lift(change.standby());
    } catch (RuntimeException unknown) {
      // The fence may be lifted all the same.
      begin(opened.endingAt(now));
      throw unknown;
    }
    calmDown();
    log.atWarn()
        .addKeyValue("side", change.standby().label())
        .addKeyValue("until", until)
        .log("the standby is open for migrations");
    return done(change, until, new FenceChangeView.SideResult(change.standby(), relations, null));
  }

  private FenceChangeView close(Change change, FenceWork work) {
    Opening held = opening;
    int relations;
    try {
      relations = work.fence(change.standby());
    } catch (Deposed over) {
      throw over;
    } catch (RuntimeException failure) {
      if (held != null) {
        leftOpen(held, failure);
      }
      throw failure;
    }
    if (held != null) {
      ended(held);
    }
    calmDown();
    log.atInfo().addKeyValue("side", change.standby().label()).log("the standby is fenced");
    return done(change, null, new FenceChangeView.SideResult(change.standby(), relations, null));
  }

  /** Somebody wants it closed, or its time is over: from now on the upkeep insists on it. */
  private void leftOpen(Opening held, RuntimeException failure) {
    Instant now = support.clock().instant();
    if (held.until() == null || held.until().isAfter(now)) {
      begin(held.endingAt(now));
    }
    notBefore = now.plus(pause);
    pause = pause.compareTo(LAST_PAUSE) < 0 ? pause.multipliedBy(2) : LAST_PAUSE;
    alarms.leftOpen(held, failure);
  }

  private FenceChangeView lift(Change change, FenceWork work) {
    Opening forGood =
        new Opening(
            change.id(),
            change.standby(),
            null,
            change.owned().epoch(),
            support.clock().instant(),
            null);
    begin(forGood);
    calmDown();
    alarms.notFenced(forGood);
    List<FenceChangeView.SideResult> sides =
        Stream.of(Side.MASTER, Side.SLAVE).map(side -> lift(side, work)).toList();
    return sides.stream()
        .flatMap(side -> Optional.ofNullable(side.failure()).stream())
        .findFirst()
        .map(first -> change.begun().failed(support.clock().instant(), sides, first))
        .orElseGet(() -> change.begun().done(support.clock().instant(), null, sides));
  }

  private static FenceChangeView.SideResult lift(Side side, FenceWork work) {
    try {
      return new FenceChangeView.SideResult(side, work.liftForGood(side), null);
    } catch (Deposed over) {
      throw over;
    } catch (RuntimeException failure) {
      return new FenceChangeView.SideResult(side, 0, reason(failure));
    }
  }

  private void begin(Opening begun) {
    support.journal().openings().begin(begun);
    opening = begun;
  }

  private void ended(Opening held) {
    support.journal().openings().end(held.id());
    opening = null;
    calmDown();
  }

  private void calmDown() {
    notBefore = Instant.MIN;
    pause = FIRST_PAUSE;
    alarms.clear();
  }

  private FenceChangeView done(
      Change change, @Nullable Instant openUntil, FenceChangeView.SideResult side) {
    return change.begun().done(support.clock().instant(), openUntil, List.of(side));
  }

  private static FenceChangeView.Failure reason(RuntimeException failure) {
    String code =
        failure instanceof ProblemException problem ? problem.problem().code() : "not-done";
    return new FenceChangeView.Failure(code, String.valueOf(failure.getMessage()));
  }
}
