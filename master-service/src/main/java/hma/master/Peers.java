package hma.master;

import hma.master.heroku.CallListener;
import hma.service.HealthCheck;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * What Heroku last answered for each app. One refusal says nothing: a call is repeated, and an
 * account without Eco hours refuses to tell them.
 */
final class Peers implements CallListener {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int FIRST_REFUSAL = 300;

  private final InstantSource clock;
  private final Map<String, Heard> heard = new ConcurrentSkipListMap<>();

  /**
   * An app.
   *
   * @param status of the last answer, 0 where none came
   * @param refusedSince since when nothing was granted; null while the last call was
   */
  private record Heard(int status, Instant at, @Nullable Instant refusedSince) {}

  Peers(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void ended(Attempt attempt) {
    Instant now = clock.instant();
    boolean granted = attempt.status() > 0 && attempt.status() < FIRST_REFUSAL;
    heard.merge(
        attempt.app(),
        new Heard(attempt.status(), now, granted ? null : now),
        (before, newer) ->
            granted || before.refusedSince() == null
                ? newer
                : new Heard(newer.status(), now, before.refusedSince()));
  }

  HealthCheck.Finding look() {
    Instant now = clock.instant();
    JsonObject data = new JsonObject();
    heard.forEach((app, last) -> data.put(app, words(last)));
    boolean up =
        heard.values().stream()
            .noneMatch(last ->
                last.refusedSince() != null && last.refusedSince().plus(PATIENCE).isBefore(now));
    return new HealthCheck.Finding(up, data);
  }

  private static String words(Heard last) {
    String answer = last.status() == 0 ? "no answer" : "answered " + last.status();
    return last.refusedSince() == null
        ? "%s at %s".formatted(answer, last.at())
        : "%s at %s, nothing granted since %s".formatted(answer, last.at(), last.refusedSince());
  }
}
