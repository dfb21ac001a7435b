package hma.sandbox.demo;

import hma.protocol.Side;
import hma.workflow.InterruptedWorkflow;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The demo itself, over a sandbox that runs: there and back while the worker writes. */
final class DemoRun {
  private final Stage stage;
  private final DemoPace pace;
  private final PrintWriter out;
  private final List<Leg> legs = new ArrayList<>();

  /**
   * Prepares a run.
   *
   * @param out where the steps are told
   */
  DemoRun(Stage stage, DemoPace pace, PrintWriter out) {
    this.stage = stage;
    this.pace = pace;
    this.out = out;
  }

  /** Runs it to its end; whatever goes wrong is in the result. */
  DemoResult run() {
    try (MasterClient client =
        new MasterClient(stage.master(), stage.sharedKey(), pace.silenceLimit())) {
      thereAndBack(client);
      tell("comparing both databases, and the workers' record with the ledger");
      return DemoCheck.of(stage, Side.MASTER, legs);
    } catch (DemoFailure | InterruptedWorkflow | IOException | SQLException failure) {
      return new DemoResult(legs, Optional.empty(), List.of(DemoFailure.reason(failure)));
    }
  }

  private void thereAndBack(MasterClient client) throws IOException {
    client.status();
    WorkerWatch worker = new WorkerWatch(stage.records(), pace.workerLimit());
    SwitchoverFollower follower =
        new SwitchoverFollower(client, pace.switchoverLimit(), stage.expectedRows(), out);
    worker.awaitCommits(Side.MASTER, pace.commitsPerStay());
    for (Side from : Side.values()) {
      tell("switchover " + Leg.title(from, from.other()) + " while the worker writes");
      Leg leg = follower.follow(from, from.other());
      legs.add(leg);
      requireCompleted(leg);
      tell("the worker writes on the " + from.other().label() + " side");
      worker.awaitCommits(from.other(), pace.commitsPerStay());
    }
  }

  private static void requireCompleted(Leg leg) {
    if (!leg.switchover().completed()) {
      throw new DemoFailure(
          "the switchover %s ended as %s: %s"
              .formatted(
                  leg.title(),
                  leg.switchover().state(),
                  leg.switchover().failure().orElse("the master gives no reason")));
    }
  }

  private void tell(String step) {
    out.println("demo: " + step);
    out.flush();
  }
}
