package hma.sandbox.bench;

import hma.sandbox.demo.Handover;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One switchover while writers write, measured.
 *
 * @param parts how long each took, in milliseconds; what the master did not tell is not there
 * @param lastRound how many changed rows were carried during the outage, if the master told
 * @param rate transactions a second in the last seconds before it
 */
record Outage(Map<OutagePart, Long> parts, Optional<Long> lastRound, double rate) {
  private static final Pattern LAST_ROUND = Pattern.compile("([\\d,.]+) changed rows in the last");

  /** Copies the map. */
  Outage {
    parts = Map.copyOf(parts);
  }

  /**
   * Of what the master and the writers say.
   *
   * @throws BenchFailure when the master does not tell what the bounds are about
   */
  static Outage of(JsonObject switchover, Handover handover, double rate) {
    Map<OutagePart, Long> millis = new EnumMap<>(OutagePart.class);
    for (OutagePart part : OutagePart.values()) {
      part.in(switchover).ifPresent(time -> millis.put(part, time));
    }
    if (!millis.containsKey(OutagePart.CUT_OVER)) {
      throw new BenchFailure("the master did not tell how long the cut-over took");
    }
    millis.put(OutagePart.SEEN, handover.outage().toMillis());
    return new Outage(millis, lastRound(switchover), rate);
  }

  /** How long a part took; empty where the master did not tell. */
  Optional<Long> millis(OutagePart part) {
    return Optional.ofNullable(parts.get(part));
  }

  private static Optional<Long> lastRound(JsonObject switchover) {
    return OutagePart.step(switchover, "copy the rows")
        .map(step -> LAST_ROUND.matcher(step.getString("detail", "") + ""))
        .filter(Matcher::find)
        .map(found -> Long.parseLong(found.group(1).replaceAll("\\D", "")));
  }

  /** In short, for who waits. */
  @Override
  public String toString() {
    return "outage %s, cut-over %s".formatted(told(OutagePart.SEEN), told(OutagePart.CUT_OVER));
  }

  private String told(OutagePart part) {
    return millis(part).map(Rendering::millis).orElse("unknown");
  }
}
