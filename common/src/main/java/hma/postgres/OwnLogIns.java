package hma.postgres;

import java.util.UUID;

/**
 * The sessions that this process has opened on one database, counted when the server has counted
 * them too: what {@code pg_stat_database.sessions} has beyond that, others have opened.
 *
 * <p>An attempt that failed may or may not have become a session. Then the count starts anew, under
 * another name, and says nothing about the time before.
 */
public final class OwnLogIns {
  private final UUID process = UUID.randomUUID();
  private long opened;
  private long failed;
  private int opening;

  OwnLogIns() {}

  /**
   * The count at one moment.
   *
   * @param counter two counts can only be compared under the same name
   * @param opened how many sessions were opened
   * @param opening how many attempts are under way, which the server may have counted already
   */
  public record Count(String counter, long opened, int opening) {
    /** Whether the server counts exactly these sessions as this process's. */
    public boolean isExact() {
      return opening == 0;
    }
  }

  /** How many there are now. */
  public synchronized Count now() {
    return new Count(process + "/" + failed, opened, opening);
  }

  synchronized void begin() {
    opening++;
  }

  synchronized void end(boolean succeeded) {
    opening--;
    if (succeeded) {
      opened++;
    } else {
      failed++;
    }
  }
}
