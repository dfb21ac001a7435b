package hma.sandbox.faults;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A fault of the Platform API. */
public final class ApiFault {
  private static final List<String> ENDS = List.of("status", "drop", "hang", "answerDelayMs");
  static final List<String> KEYS =
      List.of("method", "path", "status", "drop", "hang", "answerDelayMs", "delayMs");

  private final Optional<String> method;
  private final Pattern path;
  private final Optional<Integer> status;
  private final boolean drop;
  private final boolean hang;
  private final Span answerDelay;
  private final Span delay;
  private final Strikes strikes;

  ApiFault(Entry entry, Strikes strikes) {
    this.strikes = strikes;
    this.method = entry.method("method");
    this.path = entry.pattern("path");
    this.status =
        entry.has("status") ? Optional.of((int) entry.whole("status", 400, 599)) : Optional.empty();
    this.drop = entry.flag("drop");
    this.hang = entry.flag("hang");
    this.answerDelay = entry.span("answerDelayMs").orElse(Span.NONE);
    this.delay = entry.span("delayMs").orElse(Span.NONE);
    if (entry.oneOf(ENDS).isEmpty() && !entry.has("delayMs")) {
      throw entry.nothing(KEYS.subList(KEYS.indexOf("status"), KEYS.size()));
    }
  }

  Strikes strikes() {
    return strikes;
  }

  boolean strikes(String requestMethod, String requestPath) {
    return method.map(requestMethod::equals).orElse(true)
        && path.matcher(requestPath).find()
        && strikes.next();
  }

  Blow blow() {
    return new Blow(strikes.draw(delay), status, hang, drop, strikes.draw(answerDelay));
  }

  /**
   * What happens to one request.
   *
   * @param delay how long it waits first
   * @param status the answer's status, with which it takes no effect; empty for none
   * @param hang whether it takes no effect and is never answered
   * @param drop whether it takes effect and its answer is lost
   * @param answerDelay how long its answer is held back once it took effect
   */
  public record Blow(
      Duration delay, Optional<Integer> status, boolean hang, boolean drop, Duration answerDelay) {}
}
