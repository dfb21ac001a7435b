package hma.signing;

import java.time.Duration;

/**
 * How much of a body is read.
 *
 * @param kept the largest body in bytes that is taken
 * @param drained how many bytes are read and thrown away, at most, before a refusal is answered: a
 *     router in front turns an answer that comes before the body's end into an error of its own
 *     (Heroku's H18)
 * @param time how long the whole body may take
 */
public record BodyLimits(int kept, long drained, Duration time) {
  /** 1 MiB of data and 64 KiB around it, 8 MiB drained, 30 s. */
  public static final BodyLimits DEFAULT =
      new BodyLimits((1 << 20) + (64 << 10), 8 << 20, Duration.ofSeconds(30));

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when a limit is not positive or less is drained than kept
   */
  public BodyLimits {
    if (kept < 1 || drained < kept || !time.isPositive()) {
      throw new IllegalArgumentException(
          "body limits "
              + kept
              + ", "
              + drained
              + ", "
              + time
              + " do not fit: keep at least 1 byte, drain at least what is kept, allow some time");
    }
  }

  /** The same, where nothing is kept. */
  BodyLimits keepingNothing() {
    return new BodyLimits(1, drained, time);
  }
}
