package hma.master.heroku;

import java.time.Duration;

/**
 * The Eco hours of an account in this month. Heroku does not document where they are read; its
 * command-line tool reads them there.
 *
 * @param total what the account has
 * @param used what its apps have used so far
 */
public record Quota(Duration total, Duration used) {

  /** What is left, never negative. */
  public Duration left() {
    Duration left = total.minus(used);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
