package hma.sandbox.heroku;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;

/** {@code /account} and the quota of Eco dyno hours. */
final class AccountRoutes {
  private static final Duration ECO_HOURS = Duration.ofHours(1000);

  private AccountRoutes() {}

  static void show(ApiRequest request) {
    request.answer(200, Rendering.account(request.account()));
  }

  /** Undocumented, as the official CLI uses it; everything is in seconds. */
  static void quota(ApiRequest request) {
    String account = request.parameter("account");
    boolean own = account.equals("~") || account.equals(request.account().id().toString());
    if (!own || !request.wantsVariant("account-quotas")) {
      throw HerokuError.notFound("account");
    }
    JsonArray apps = new JsonArray();
    long used = 0;
    for (App app : request.ownApps()) {
      long seconds = app.formation().used().toSeconds();
      used += seconds;
      apps.add(new JsonObject().put("app_uuid", app.id().toString()).put("quota_used", seconds));
    }
    long left = left(request);
    request.answer(
        200,
        new JsonObject()
            .put("account_quota", ECO_HOURS.toSeconds())
            .put("quota_used", left < 0 ? used : ECO_HOURS.toSeconds() - left)
            .put("apps", apps));
  }

  /** What the faults leave of the hours; negative where they say nothing. */
  private static long left(ApiRequest request) {
    return request.ownApps().stream()
        .map(app -> request.faults().quotaLeft(app.name()))
        .flatMap(Optional::stream)
        .mapToLong(Duration::toSeconds)
        .min()
        .orElse(-1);
  }
}
