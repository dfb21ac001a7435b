package hma.master.switchover;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * What only one may do at a time.
 *
 * @param agent held by whoever needs the agent awake or asleep: a run, a look, or the idle upkeep
 * @param workers held by whoever tells Heroku which workers to run: a switchover, or the upkeep;
 *     nobody waits for the other one while holding it
 */
record Floor(ReentrantLock agent, ReentrantLock workers) {
  /** Nobody has it. */
  Floor() {
    this(new ReentrantLock(true), new ReentrantLock(true));
  }

  /** Works while holding one of them. Blocks. */
  static <T> T holding(ReentrantLock lock, Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
