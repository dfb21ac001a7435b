package hma.master.switchover;

import hma.protocol.CommitReceipt;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/** Ids of switchovers: readable, ordered by time, and not to be guessed. */
final class SwitchoverIds {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
  private static final Pattern FORM =
      Pattern.compile("(?:" + CommitReceipt.FAILOVER + ")?[0-9]{8}-[0-9]{6}-[0-9a-f]{8}");
  private static final int LONGEST_SHOWN = 64;
  private static final SecureRandom RANDOM = new SecureRandom();

  private SwitchoverIds() {}

  /** As in {@code 20261101-000003-5f3a9c1e}. */
  static String next(InstantSource clock) {
    return TIME.format(clock.instant()) + "-" + "%08x".formatted(RANDOM.nextInt());
  }

  /** As in {@code failover-20261101-000003-5f3a9c1e}. */
  static String nextOfFailover(InstantSource clock) {
    return CommitReceipt.FAILOVER + next(clock);
  }

  /** What somebody sent as an id, as far as it can be shown. */
  static String shown(String text) {
    String printable = text.replaceAll("[^\\x20-\\x7e]", "?");
    return printable.length() > LONGEST_SHOWN
        ? printable.substring(0, LONGEST_SHOWN) + "…"
        : printable;
  }

  /** Whether a text that somebody sent has the form of an id: nothing else is looked up. */
  static boolean isId(String text) {
    return FORM.matcher(text).matches();
  }
}
