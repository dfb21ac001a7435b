package hma.master.switchover;

import hma.master.journal.Deposed;
import hma.master.journal.Ownership;
import hma.protocol.ProblemException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins one fresh switchover back from a worker that keeps crashing, or says why there is none.
 */
final class WayBackSearch {
  private static final Logger log = LoggerFactory.getLogger(WayBackSearch.class);

  private final SwitchoverSupport support;
  private final Consumer<SwitchoverRequest> opening;
  private final Consumer<Deposed> whenDeposed;

  /**
   * Searches when it is asked to.
   *
   * @param opening begins a switchover
   * @param whenDeposed is told when it turns out that another master leads
   */
  WayBackSearch(
      SwitchoverSupport support,
      Consumer<SwitchoverRequest> opening,
      Consumer<Deposed> whenDeposed) {
    this.support = support;
    this.opening = opening;
    this.whenDeposed = whenDeposed;
  }

  /** Looks on a thread of its own; where it fails, the next upkeep tries it again. */
  void start(Runnable looking) {
    support
        .workflows()
        .start(
            "look for a way back",
            () -> {
              looking.run();
              return true;
            })
        .onFailure(failure -> {
          if (failure instanceof Deposed deposition) {
            whenDeposed.accept(deposition);
          } else {
            log.atWarn().log("the way back can't be looked for: {}", failure.getMessage());
          }
        });
  }

  /**
   * Looks into the journal; blocks.
   *
   * @param owned who is active; null while that is not known
   * @param up whether the active side's worker runs by now
   */
  void look(@Nullable Ownership owned, boolean up) {
    switch (WayBack.of(owned, support.journal().last())) {
      case WayBack.NotNeeded none -> support.alarms().clear(WayBack.ALARM);
      case WayBack.Due due -> goBack(due.request());
      case WayBack.Barred barred when !up -> support.alarms().raise(WayBack.ALARM, barred.reason());
      case WayBack.Barred mended -> support.alarms().clear(WayBack.ALARM);
    }
  }

  private void goBack(SwitchoverRequest back) {
    try {
      opening.accept(back);
      support.alarms().clear(WayBack.ALARM);
    } catch (ProblemException refused) {
      support
          .alarms()
          .raise(
              WayBack.ALARM,
              "the way back to the %s, from a worker that crashes, is refused: %s; it is asked for again every 15 s"
                  .formatted(back.to().label(), refused.getMessage()));
    }
  }
}
