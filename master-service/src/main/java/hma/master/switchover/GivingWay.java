package hma.master.switchover;

import hma.master.journal.Ownership;
import hma.protocol.CommitReceipt;
import java.util.function.Consumer;

/** The end of a run that finds out that a failover has decided who is active. */
final class GivingWay {
  private GivingWay() {}

  /**
   * Stops the master's worker, takes the new owner over and closes the run.
   *
   * @param whenOwned is told of the new owner once the journal holds it
   */
  static SwitchoverView to(CommitReceipt failover, RunParts run, Consumer<Ownership> whenOwned) {
    run.insist(
        "giving-way-to-a-failover",
        () ->
            run.step(
                Step.OWN,
                () ->
                    whenOwned.accept(
                        new Overtaking(run.support()).giveWay(failover, run.facts().formation()))));
    EndingCapture.insist(run);
    run.insist(
        "putting-the-agent-to-sleep",
        () -> {
          run.step(Step.SLEEP_AGENT, run.support().agent()::sleep);
          OvertakenSwitchover.close(run.record(), failover.switchover());
        });
    return run.view().get();
  }
}
