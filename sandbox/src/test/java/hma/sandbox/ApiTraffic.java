package hma.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import hma.heroku.ApiExchange;
import hma.heroku.PlatformSchema;
import hma.sandbox.heroku.ApiCall;
import hma.sandbox.heroku.LocalHeroku;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** What was asked of a local Heroku and what it answered, held against Heroku's schema. */
public final class ApiTraffic {
  /** All that deviates here and not on Heroku: a local app is found on loopback. */
  private static final Pattern LOCAL_WEB_URL =
      Pattern.compile("\"web_url\":\"http://127\\.0\\.0\\.1:\\d+/\"");

  private static final String HEROKUS_WEB_URL = "\"web_url\":\"https://example.herokuapp.com/\"";

  private final Set<ApiCall> calls = ConcurrentHashMap.newKeySet();

  private ApiTraffic() {}

  /** Records it from now on. */
  public static ApiTraffic of(LocalHeroku heroku) {
    ApiTraffic traffic = new ApiTraffic();
    heroku.observe(traffic.calls::add);
    return traffic;
  }

  /** Fails where anything is not as the schema declares it. */
  public void check(PlatformSchema schema) {
    assertThat(calls.stream().map(ApiTraffic::exchange))
        .allSatisfy(
            exchange -> assertThat(schema.violations(exchange)).as(exchange.answer()).isEmpty());
  }

  private static ApiExchange exchange(ApiCall call) {
    return new ApiExchange(
        call.method(),
        call.path(),
        call.accept(),
        call.request(),
        call.status(),
        LOCAL_WEB_URL.matcher(call.answer()).replaceAll(HEROKUS_WEB_URL));
  }
}
