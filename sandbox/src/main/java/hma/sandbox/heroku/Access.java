package hma.sandbox.heroku;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lets a request in when its token, its Accept header and its account's rate limit are fine. */
final class Access implements Handler<RoutingContext> {
  private static final String BEARER = "Bearer ";
  private static final Pattern ACCEPTABLE =
      Pattern.compile("application/vnd\\.heroku\\+json;\\s*version=3(\\.[a-z-]+)?\\s*([,;].*)?");

  private final List<App> apps;
  private final InstantSource clock;
  private final Map<Account, RateLimit> limits = new ConcurrentHashMap<>();

  Access(List<App> apps, InstantSource clock) {
    this.apps = apps;
    this.clock = clock;
  }

  @Override
  public void handle(RoutingContext context) {
    Account account = account(context.request().getHeader("Authorization"));
    RateLimit limit = limits.computeIfAbsent(account, _ -> new RateLimit(clock));
    ApiRequest.letIn(context, account, limit);
    if (!limit.take()) {
      throw HerokuError.rateLimited();
    }
    String accept = context.request().getHeader("Accept");
    if (accept == null || !ACCEPTABLE.matcher(accept).matches()) {
      throw HerokuError.notAcceptable();
    }
    context.next();
  }

  private Account account(@Nullable String authorization) {
    if (authorization == null || !authorization.startsWith(BEARER)) {
      throw HerokuError.unauthorized();
    }
    byte[] token =
        authorization.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8);
    return apps.stream()
        .map(App::owner)
        .filter(each -> MessageDigest.isEqual(token, tokenOf(each)))
        .findFirst()
        .orElseThrow(HerokuError::unauthorized);
  }

  private static byte[] tokenOf(Account account) {
    return account.token().reveal().getBytes(StandardCharsets.UTF_8);
  }
}
