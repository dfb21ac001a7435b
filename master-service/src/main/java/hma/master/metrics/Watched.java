package hma.master.metrics;

import hma.master.switchover.StatusView;

/** What is looked at for each scrape; none of it waits for a database or for Heroku. */
public interface Watched {
  /** Whether this process leads, as far as it knows. */
  boolean leads();

  /** The term of its mastership, 0 where it has none. */
  long term();

  /**
   * What is known right now.
   *
   * @throws hma.protocol.ProblemException while the journal was not read
   */
  StatusView status();
}
