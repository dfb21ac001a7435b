package hma.sync;

import hma.protocol.UnitChanges;
import hma.protocol.ViewVersion;
import java.util.List;

/**
 * The side that is read while its worker writes, one short consistent view after the other. Between
 * {@link #begin} and {@link #finish} it is a {@link Source} as of that round's snapshot: tables can
 * be added up and streamed, and the rows of units whose lines were left out.
 *
 * <p>A round takes no locks before it reads. So a TRUNCATE that commits between the snapshot and
 * the first read of its table shows through, as it does to every repeatable-read transaction; what
 * was read then is put right by the next round, in which the unit is marked.
 */
public interface SourceRounds extends Source {
  /**
   * Begins a round; one that was not finished is given up, which leaves its changes in the logs.
   *
   * @param mostBytes how many bytes of lines may be answered in all; a unit that does not fit is to
   *     be streamed
   * @return what was logged up to now, for each unit with something; nothing for the others
   * @throws hma.protocol.ProblemException {@code capture-broken} when something may have been
   *     written that was not logged
   */
  List<UnitChanges> begin(int mostBytes);

  /**
   * The plan's materialized views as they are now, not as of the round's snapshot, in the plan's
   * order. A view whose version is still the same in a later round was not refreshed in between.
   */
  List<ViewVersion> viewVersions();

  /**
   * Deletes from the logs what {@link #begin} gave, once the target has applied it, and ends the
   * round. After a failure it may or may not be deleted; the target may then no longer commit.
   */
  void finish();
}
