package hma.master.switchover;

import hma.master.heroku.Quota;
import hma.protocol.Side;
import java.time.Duration;

/**
 * The Eco hours of a side's account in this month.
 *
 * @param side whose app's account it is
 * @param totalHours what the account has
 * @param leftHours what is left of it
 */
public record QuotaView(Side side, double totalHours, double leftHours) {
  private static final double MINUTES_PER_HOUR = 60.0;

  static QuotaView of(Side side, Quota quota) {
    return new QuotaView(side, hours(quota.total()), hours(quota.left()));
  }

  private static double hours(Duration duration) {
    return duration.toMinutes() / MINUTES_PER_HOUR;
  }
}
