package hma.agent.work;

import hma.sync.LiveSite;
import java.util.concurrent.locks.ReentrantLock;

/** A site whose database is set up before its first use, and again tried until that succeeds. */
public final class PreparedSite {
  private final LiveSite site;
  private final Runnable install;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean installed;

  /**
   * Wraps a site.
   *
   * @param site what is to be used
   * @param install sets the database up; blocks, throws when that fails, may be repeated
   */
  public PreparedSite(LiveSite site, Runnable install) {
    this.site = site;
    this.install = install;
  }

  /**
   * The site, its database set up; blocks.
   *
   * @throws hma.protocol.ProblemException when the set-up fails
   */
  public LiveSite get() {
    if (!installed) {
      installOnce();
    }
    return site;
  }

  private void installOnce() {
    lock.lock();
    try {
      if (!installed) {
        install.run();
        installed = true;
      }
    } finally {
      lock.unlock();
    }
  }
}
