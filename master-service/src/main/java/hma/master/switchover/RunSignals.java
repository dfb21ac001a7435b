package hma.master.switchover;

/** What others may ask of a switchover under way. */
final class RunSignals {
  private volatile boolean stopping;
  private boolean cancelled;
  private boolean cancellable = true;

  /** Of a run that begins here: what a former master left is not called off any more. */
  static RunSignals of(State.Initial initial) {
    RunSignals signals = new RunSignals();
    signals.cancellable = initial instanceof State.Revocable;
    return signals;
  }

  /** The service stops: the switchover ends before its next step, and its journal stays open. */
  void stop() {
    stopping = true;
  }

  /**
   * Somebody calls the switchover off.
   *
   * @return whether that is still possible
   */
  synchronized boolean cancel() {
    if (!cancellable) {
      return false;
    }
    cancelled = true;
    return true;
  }

  /** Whether it can still be called off. */
  synchronized boolean cancellable() {
    return cancellable;
  }

  /** Whether it was called off in time. */
  synchronized boolean wasCancelled() {
    return cancelled;
  }

  /** From here on there is no calling off. */
  synchronized void endCancelling() {
    check();
    cancellable = false;
  }

  /** Throws what was asked for, if anything was. */
  synchronized void check() {
    checkStopping();
    if (cancelled) {
      throw new Cancelled();
    }
  }

  /** Throws when the service stops. */
  void checkStopping() {
    if (stopping) {
      throw new ServiceStopping();
    }
  }
}
