package hma.sync;

import hma.protocol.Activity;
import hma.protocol.Analysis;
import hma.protocol.Catalog;
import hma.protocol.Claim;
import hma.protocol.Inventory;
import hma.protocol.MovePlan;
import hma.protocol.Outcome;
import hma.protocol.Side;
import hma.protocol.SiteRole;
import hma.protocol.SiteState;
import hma.protocol.TableName;
import hma.protocol.TableSelection;
import hma.protocol.Writers;
import java.util.List;

/**
 * What a side can do with its database.
 *
 * <p>Every method blocks and is called on a workflow's virtual thread. Every one but {@link
 * #openSource} and {@link #openTarget} may be repeated with the same arguments and then changes
 * nothing more. A failure the caller can tell apart is a {@link hma.protocol.ProblemException}; its
 * codes are listed in {@link SiteProblems} and {@link hma.postgres.DatabaseProblems}.
 */
public interface Site {
  /** Which side this is. */
  Side side();

  /** What the database remembers about its role. */
  SiteState state();

  /**
   * Makes a mastership known to the database, so that older ones are refused from now on.
   *
   * @throws hma.protocol.ProblemException {@code stale-term} when it has heard of a newer one
   */
  void raiseTerm(long term);

  /**
   * Gives a database that has never taken part its first epoch.
   *
   * @throws hma.protocol.ProblemException {@code stale-term} under another term
   */
  void adopt(long epoch, long term);

  /** What the database holds of the selected tables. */
  Catalog catalog(TableSelection selection);

  /**
   * Does each thing a switchover will need of a side in this role, in a transaction that is rolled
   * back. On a source nothing is locked that a writer could feel.
   *
   * @return what is refused and the remedy, one sentence each; empty when nothing is
   */
  List<String> obstacles(MovePlan plan, SiteRole role);

  /** What others do on the database. */
  Activity activity();

  /**
   * Ends the sessions of others on the database.
   *
   * @return how many there were
   */
  int terminateSessions();

  /**
   * Makes writes impossible and returns once that is durable. What was granted is recorded in the
   * same transaction; repeating it only re-asserts.
   */
  void fence(Claim claim, MovePlan plan);

  /**
   * As {@link #fence}, of whatever this database holds of the selected tables by now, with their
   * sequences. What belongs to another role is left out: only its owner can take rights on it away.
   *
   * @throws hma.protocol.ProblemException {@code locked}, naming who still writes or makes tables;
   *     the rest is fenced then, or nothing is
   */
  void fenceAll(Claim claim, TableSelection selection);

  /** Gives back what the fences recorded, and forgets the record; without one it does nothing. */
  void lift(Claim claim);

  /**
   * Decides for good how the target transaction of a switchover ended, waiting for a commit in
   * flight and barring a later one.
   */
  Outcome settle(Claim claim);

  /**
   * Opens a consistent view for reading; to be closed by the caller.
   *
   * @param writers what the caller knows of those who write here; it decides which locks are taken
   */
  Source openSource(Claim claim, MovePlan plan, Writers writers);

  /**
   * Opens another view of the moment that an open source shows.
   *
   * @param snapshot as {@link Source#exportSnapshot} gave it
   */
  Source joinSource(Claim claim, MovePlan plan, String snapshot);

  /**
   * Opens the one transaction that changes this side's data: tables locked, grants given back,
   * triggers off. Nobody else sees anything of it before {@link Target#commit}.
   */
  Target openTarget(Claim claim, MovePlan plan);

  /** What the database holds beside the shape of the selected tables. */
  Inventory inventory(TableSelection selection);

  /**
   * Makes the planner's statistics of tables anew, as far as it can be done beside the application
   * and within a few minutes: a table that is locked, that the role may not analyze or that no time
   * is left for is skipped.
   */
  Analysis analyze(List<TableName> tables);
}
