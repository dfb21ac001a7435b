package hma.master.switchover;

import hma.protocol.MovePlan;

/** The way after a failure before the target's commit: it ends with the source's worker running. */
final class GoingBack {
  private final RunParts run;

  GoingBack(RunParts run) {
    this.run = run;
  }

  /** Undoes what was begun, in the opposite order. */
  SwitchoverView run() {
    sayWhy();
    if (run.record().begun(Step.STOP_WORKER)) {
      run.persistence().insist("proving-the-stop", this::proveStop);
      if (run.record().begun(Step.FENCE)) {
        run.persistence()
            .insist(
                "lifting-the-fence",
                () -> {
                  run.sites().wakeAgentOfSource();
                  run.record().step(Step.LIFT, () -> run.sites().source().lift(run.claim()));
                });
      }
      run.persistence().insist("restarting-the-source", this::restartSource);
    }
    run.persistence()
        .insist(
            "putting-the-agent-to-sleep",
            () -> {
              run.record().step(Step.SLEEP_AGENT, run.support().agent()::sleep);
              run.record()
                  .enter(
                      run.signals().wasCancelled()
                          ? SwitchoverState.CANCELLED
                          : SwitchoverState.ROLLED_BACK);
            });
    return run.record().view().get();
  }

  /** A former master left no reason but where it was. */
  private void sayWhy() {
    SwitchoverView seen = run.record().view().get();
    if (seen.failure() == null) {
      String step = seen.steps().isEmpty() ? "opening it" : seen.steps().getLast().name();
      run.record()
          .view()
          .failure("its master ended unexpectedly, last at '%s': it was undone".formatted(step));
    }
  }

  /**
   * Scales the source to 0 once more, since an order to start may be under way, and proves that
   * nothing runs there before its fence is lifted.
   */
  private void proveStop() {
    run.sites().wakeAgentOfSource();
    Stillness stillness = run.stillness(run.signals()::checkStopping);
    boolean[] proven = new boolean[1];
    run.record()
        .step(
            Step.PROVE_STOP,
            () -> {
              run.support().leadership().confirm();
              run.sites().sourceWorker().stop();
              proven[0] = stillness.await(run.support().rules().stopGrace());
              return stillness.seen();
            });
    MovePlan plan = run.record().facts().plan();
    if (proven[0] || plan == null || !run.support().rules().fence()) {
      return;
    }
    run.terminateSessions();
    run.record().step(Step.FENCE, () -> run.sites().source().fence(run.claim(), plan));
    run.record()
        .step(
            Step.PROVE_STOP,
            () -> {
              stillness.enforce(run.support().rules().stopGrace());
              return stillness.seen();
            });
  }

  private void restartSource() {
    run.record()
        .step(
            Step.RESTART_SOURCE,
            () -> {
              run.support().leadership().confirm();
              Worker worker = run.sites().sourceWorker();
              worker.start(run.record().facts().formation());
              run.boot(worker).awaitUp(Integer.MAX_VALUE);
            });
  }
}
