package hma.sync;

import hma.postgres.DatabaseSession;
import hma.postgres.Postgres;
import hma.protocol.Claim;
import hma.protocol.Outcome;
import java.util.List;

/**
 * Makes a side active as it stands: for a failover, which can't ask the other side for anything.
 */
final class Activation {
  private final Postgres postgres;
  private final LockPatience patience;
  private final Claim claim;

  Activation(Postgres postgres, LockPatience patience, Claim claim) {
    this.postgres = postgres;
    this.patience = patience;
    this.claim = claim;
  }

  void run() {
    try (DatabaseSession session = DatabaseSession.open(postgres)) {
      new StateRow(session).check(claim);
      Sessions.terminateSwitchovers(session);
      new PatientTransaction(session, patience, TableLock.SHARE, List.of())
          .open("lifting the fence", () -> activate(session));
    }
  }

  private void activate(DatabaseSession session) {
    StateRow state = new StateRow(session);
    state.record(claim, Outcome.COMMITTED);
    if (state.outcome(claim) == Outcome.ABORTED) {
      throw SiteProblems.staleTerm("failover " + claim.switchover() + " was given up: begin anew");
    }
    new UnfitTables(session).refuse();
    new Fence(session).lift();
    state.forgetMoment();
    state.establish(claim);
    session.run("committing the failover", "COMMIT");
  }
}
