package hma.master.switchover;

import hma.protocol.CommitReceipt;
import java.time.Instant;
import java.util.Optional;

/** What only a commit, or its settling, gives a run: for tests that make none. */
final class Proofs {
  static final Settling.Committed COMMITTED =
      Settling.byReceipt("one", Optional.of(new CommitReceipt("one", 1, Instant.EPOCH)))
          .orElseThrow();
  static final Settling.Aborted ABORTED = Settling.neverBegun(step -> false).orElseThrow();

  private Proofs() {}
}
