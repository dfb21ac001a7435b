package hma.sync;

import hma.protocol.Afterwards;
import hma.protocol.Backlog;
import hma.protocol.CaptureUnit;
import hma.protocol.Claim;
import hma.protocol.MovePlan;
import hma.protocol.TableSelection;
import java.util.List;

/**
 * What a side can do with its database while its worker writes. Units are those of {@link
 * CaptureUnits}, the same all along a live copy.
 */
public interface LiveSite extends Site {
  /**
   * Logs what is written to the units from now on; repeating it changes nothing. It takes about a
   * minute at most for each table that somebody has locked, and leaves nothing when it fails.
   *
   * @throws hma.protocol.ProblemException {@code locked}, naming who holds the lock; {@code
   *     capture-impossible}; {@code stale-term}
   */
  void startCapture(Claim claim, List<CaptureUnit> units);

  /**
   * Ends whatever logs changes here, for whichever switchover; from then on nothing is logged. What
   * cannot be removed yet does nothing, and is removed when this is called again.
   *
   * @return what is still there and who holds it, one sentence each
   */
  List<String> stopCapture(Claim claim);

  /**
   * What waits in the logs.
   *
   * @throws hma.protocol.ProblemException {@code capture-broken} when something may have been
   *     written that was not logged
   */
  Backlog backlog(Claim claim, List<CaptureUnit> units);

  /** Opens the rounds that read what was logged; to be closed by the caller. */
  SourceRounds openRounds(Claim claim, MovePlan plan, List<CaptureUnit> units);

  /** As {@link #openTarget}, for a copy that is followed by rounds. */
  LiveTarget openLiveTarget(
      Claim claim, MovePlan plan, List<CaptureUnit> units, Afterwards afterwards);

  /**
   * Makes vacuums that the server started by itself give way, for which {@link #fence} would have
   * to wait. It takes a few seconds at most, and nothing that writes waits for it.
   */
  void endVacuums(MovePlan plan);

  /**
   * Opens a transaction that changes some of the plan's tables and is committed by itself, before
   * the one that completes the copy: foreign keys of what it changes stay put aside, the fence
   * stays, no receipt is written and no epoch raised. From its commit to that of a target from
   * {@link #openTarget} or {@link #openLiveTarget} this side is {@link hma.protocol.Unfit}.
   *
   * @param plan the whole plan
   */
  Target openResumableTarget(Claim claim, MovePlan plan);

  /**
   * Validates the foreign keys that {@link LiveTarget#restoreUnvalidated} left, one at a time, and
   * forgets each that is valid.
   *
   * @throws hma.protocol.ProblemException {@code locked}; {@code database-refused} where rows break
   *     one
   */
  void validate(Claim claim);

  /**
   * A digest of the selected tables' columns, keys, constraints and parts: another one after a
   * change of the schema, and the same whatever happens to rows, triggers and sequences.
   */
  String schemaStamp(TableSelection selection);
}
