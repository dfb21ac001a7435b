package hma.master.notify;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of an attempt. */
sealed interface Answer {
  /** The receiver has it. */
  record Taken() implements Answer {}

  /**
   * It was not taken, and may be later.
   *
   * @param why without the address
   * @param notBefore how long the receiver wants to be left alone
   */
  record Failed(String why, Duration notBefore) implements Answer {}

  /**
   * It will never be taken.
   *
   * @param why without the address
   */
  record Refused(String why) implements Answer {}

  /** The receiver wants nothing more. */
  record Gone() implements Answer {}

  /**
   * Reads an HTTP answer.
   *
   * @param retryAfter the header of that name
   */
  static Answer of(int status, @Nullable String retryAfter) {
    String why = "it answered " + status;
    if (status >= 200 && status < 300) {
      return new Taken();
    }
    return switch (status) {
      case 410 -> new Gone();
      case 408, 429 -> new Failed(why, seconds(retryAfter));
      default -> status >= 500 ? new Failed(why, seconds(retryAfter)) : new Refused(why);
    };
  }

  /** The header may also hold a date, which no receiver of webhooks is known to send. */
  private static Duration seconds(@Nullable String retryAfter) {
    boolean number = retryAfter != null && retryAfter.matches("[0-9]{1,6}");
    return number ? Duration.ofSeconds(Long.parseLong(retryAfter)) : Duration.ZERO;
  }
}
