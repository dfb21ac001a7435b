package hma.sandbox.demo;

import hma.protocol.Side;
import hma.sandbox.demo.Commit.Outcome;
import java.time.Instant;

/**
 * A transaction whose COMMIT was not answered yet.
 *
 * @param side where it is to be committed
 * @param n its number
 * @param process which worker process sends it
 * @param startedAt when its first statement was sent
 */
public record Attempt(Side side, long n, String process, Instant startedAt) {
  /** One that begins now. */
  public static Attempt now(Side side, long n, String process) {
    return new Attempt(side, n, process, Instant.now());
  }

  /** As it ends now. */
  Commit ended(Outcome outcome) {
    return new Commit(outcome, side, n, startedAt, Instant.now(), process);
  }
}
