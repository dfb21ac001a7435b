package hma.master.switchover;

import hma.protocol.Side;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of the fences, as people and programs see it.
 *
 * @param id its name
 * @param change {@code open}, {@code close} or {@code lift}
 * @param state how far it is
 * @param startedAt when it began
 * @param endedAt when it ended; null while it runs
 * @param openUntil when the standby is fenced again; null unless it was opened
 * @param sides what came of it on each side; empty where it did not get that far
 * @param failure why it is not done, or not everywhere; null otherwise
 */
public record FenceChangeView(
    String id,
    String change,
    State state,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Instant openUntil,
    List<SideResult> sides,
    @Nullable Failure failure) {

  /** Copies the list. */
  public FenceChangeView {
    sides = List.copyOf(sides);
  }

  /** How far a change is. */
  public enum State {
    /** It goes on. */
    RUNNING,
    /** It is done. */
    DONE,
    /** It is not done, or not on each side. */
    FAILED
  }

  /**
   * What came of it on one side.
   *
   * @param side which one
   * @param relations how many tables and sequences were fenced, or had their fence lifted
   * @param failure why it was not done there; null where it was
   */
  public record SideResult(Side side, int relations, @Nullable Failure failure) {}

  /**
   * Why something was not done.
   *
   * @param code a stable name for programs
   * @param detail what happened and what to do, without secrets
   */
  public record Failure(String code, String detail) {}

  static FenceChangeView begun(String id, FenceChange change, Instant now) {
    return new FenceChangeView(id, change.label(), State.RUNNING, now, null, null, List.of(), null);
  }

  FenceChangeView done(Instant now, @Nullable Instant openUntil, List<SideResult> sides) {
    return new FenceChangeView(id, change, State.DONE, startedAt, now, openUntil, sides, null);
  }

  FenceChangeView failed(Instant now, List<SideResult> sides, Failure why) {
    return new FenceChangeView(id, change, State.FAILED, startedAt, now, null, sides, why);
  }
}
