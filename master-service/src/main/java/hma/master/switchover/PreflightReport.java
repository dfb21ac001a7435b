package hma.master.switchover;

import hma.protocol.Side;
import hma.sync.Finding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a preflight found, as people and programs see it.
 *
 * @param from the side that would be left
 * @param to the side that would be active
 * @param fit whether nothing stands against a switchover, as far as could be told
 * @param complete whether everything could be looked at
 * @param findings the gravest first
 * @param tables what would move, largest first
 * @param skipped what would not
 * @param rows how many rows would move, by the planner's estimates
 * @param bytes how many bytes they take on the source's disk, indexes included
 * @param compareMs how long comparing both sides may take, in milliseconds
 * @param copyMs how long copying what is likely to be copied whole may take, in milliseconds
 * @param live whether both is done while the worker runs, as far as it can be
 * @param outageMs how long no worker would run, in milliseconds, if little has changed of what is
 *     compared, or with a live copy is written meanwhile
 * @param longestOutageMs the same if so much has changed of every table that it is copied whole, or
 *     with a live copy every table without a key is written meanwhile
 * @param deployment how the master runs and had better run; null where that is not known
 */
public record PreflightReport(
    Side from,
    Side to,
    boolean fit,
    boolean complete,
    List<Finding> findings,
    List<TableForecast> tables,
    List<Skipped> skipped,
    long rows,
    long bytes,
    long compareMs,
    long copyMs,
    boolean live,
    long outageMs,
    long longestOutageMs,
    @Nullable Deployment deployment) {

  /** Copies the lists. */
  public PreflightReport {
    findings = List.copyOf(findings);
    tables = List.copyOf(tables);
    skipped = List.copyOf(skipped);
  }

  /**
   * How the master runs, and how it had better run by the dynos of its app.
   *
   * @param runs {@code serve} or {@code tick}
   * @param fits {@code serve} or {@code tick}
   * @param why in one sentence, and what is left of the Eco hours where they matter
   */
  public record Deployment(String runs, String fits, String why) {}

  /**
   * What moving one table may take.
   *
   * @param table its name
   * @param method how it would move: {@code full} where one side is empty; {@code delta} where it
   *     is compared and only what differs moves, if that is not too much; {@code keyless} where it
   *     is compared and, if anything differs, copied whole, since no key tells its rows apart;
   *     {@code empty} where there is nothing to do
   * @param rows on the source by the planner's estimate, 0 where it has none
   * @param bytes on the source's disk, indexes included
   * @param compareMs looking at it on both sides, in milliseconds
   * @param copyMs copying it whole where that is to be expected, in milliseconds
   * @param longestMs comparing it and copying it whole, in milliseconds
   */
  public record TableForecast(
      String table,
      String method,
      long rows,
      long bytes,
      long compareMs,
      long copyMs,
      long longestMs) {}

  /**
   * Relations that a switchover leaves alone.
   *
   * @param what what they are
   * @param names their names
   * @param why why they are left alone
   */
  public record Skipped(String what, List<String> names, String why) {
    /** Copies the list. */
    public Skipped {
      names = List.copyOf(names);
    }
  }
}
