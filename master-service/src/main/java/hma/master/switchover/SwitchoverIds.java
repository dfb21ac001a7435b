package hma.master.switchover;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Ids of switchovers: readable, ordered by time, and not to be guessed. */
final class SwitchoverIds {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
  private static final SecureRandom RANDOM = new SecureRandom();

  private SwitchoverIds() {}

  /** As in {@code 20261101-000003-5f3a9c1e}. */
  static String next(InstantSource clock) {
    return TIME.format(clock.instant()) + "-" + "%08x".formatted(RANDOM.nextInt());
  }
}
