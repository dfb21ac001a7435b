package hma.master.heroku;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * The Eco hours of an account in this month. Heroku does not document where they are read; its
 * command-line tool reads them there.
 *
 * @param total what the account has
 * @param used what its apps have used so far
 */
public record Quota(Duration total, Duration used) {

  /** When the hours are new: with the next month of UTC. */
  public static Instant renewal(Instant now) {
    return now.atZone(ZoneOffset.UTC)
        .truncatedTo(ChronoUnit.DAYS)
        .withDayOfMonth(1)
        .plusMonths(1)
        .toInstant();
  }

  /** What is left, never negative. */
  public Duration left() {
    Duration left = total.minus(used);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
