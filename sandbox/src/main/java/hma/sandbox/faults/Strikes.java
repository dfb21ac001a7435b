package hma.sandbox.faults;

import java.time.Duration;
import java.util.Random;

/**
 * Which of the events that an entry matches are struck. The choice depends on the seed, the entry's
 * place and how many events it matched before, and on nothing else that happens.
 */
public final class Strikes {
  private final String where;
  private final int after;
  private final int times;
  private final double chance;
  private final Random random;
  private int seen;
  private int struck;

  private Strikes(String where, int after, int times, double chance, long seed) {
    this.where = where;
    this.after = after;
    this.times = times;
    this.chance = chance;
    this.random = new Random(seed * 31 + where.hashCode());
  }

  /** As the entry says. */
  static Strikes of(Entry entry, long seed) {
    return new Strikes(
        entry.where(),
        entry.count("after", 0),
        entry.count("times", Integer.MAX_VALUE),
        entry.share("chance", 1),
        seed);
  }

  /** Each with the same chance. */
  static Strikes withChance(String where, double chance, long seed) {
    return new Strikes(where, 0, Integer.MAX_VALUE, chance, seed);
  }

  /** The entry's place, as in {@code api[0]}. */
  public String where() {
    return where;
  }

  /** How many events it matched. */
  public synchronized int seen() {
    return seen;
  }

  /** How many of them it struck. */
  public synchronized int struck() {
    return struck;
  }

  /** Whether this event, which counts as one, is struck. */
  synchronized boolean next() {
    seen++;
    if (seen <= after || struck >= times || random.nextDouble() >= chance) {
      return false;
    }
    struck++;
    return true;
  }

  synchronized Duration draw(Span span) {
    return span.draw(random);
  }
}
