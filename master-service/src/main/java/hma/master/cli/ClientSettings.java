package hma.master.cli;

import hma.config.FailoverSettings;
import hma.config.ScheduleSettings;
import hma.config.Settings;
import hma.config.SettingsSource;
import hma.config.SharedKey;
import hma.master.api.AccessTokens;
import hma.master.api.ApiClient;
import hma.master.api.Scope;
import hma.protocol.Side;
import hma.signing.SigningKeys;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.TypeConversionException;

/** What the commands that speak with a master read of the settings. */
final class ClientSettings {
  private static final Duration TOKEN_LIFE = Duration.ofMinutes(1);
  private static final String URL = "HMA_MASTER_URL";

  /** How it was called before. */
  private static final String OLDER_URL = "HMA_URL";

  private static final String PORT = "PORT";
  private static final String DEFAULT_PORT = "8080";

  private final SettingsSource source;

  ClientSettings(SettingsSource source) {
    this.source = source;
  }

  /**
   * Where the master is: the given address, {@code HMA_MASTER_URL}, or this machine at {@code
   * PORT}.
   *
   * @throws IllegalArgumentException when it is no address
   */
  URI master(Optional<URI> given) {
    return knownMaster(given)
        .orElseGet(() ->
            address(
                PORT, "http://localhost:" + source.environment().getOrDefault(PORT, DEFAULT_PORT)));
  }

  /** As {@link #master}, where somebody has said so. */
  Optional<URI> knownMaster(Optional<URI> given) {
    return given.or(() -> variable(URL)).or(() -> variable(OLDER_URL));
  }

  private Optional<URI> variable(String name) {
    return Optional.ofNullable(source.environment().get(name))
        .filter(text -> !text.isBlank())
        .map(text -> address(name, text));
  }

  private static URI address(String name, String text) {
    try {
      return Converters.address(text);
    } catch (TypeConversionException none) {
      throw new IllegalArgumentException(name + ": " + none.getMessage(), none);
    }
  }

  /** What a failover to a side needs; fails with {@link hma.config.InvalidSettings}. */
  Future<FailoverSettings> failover(Vertx vertx, Side to) {
    return Settings.failover(vertx, source, to);
  }

  /** The schedule of this machine; fails with {@link hma.config.InvalidSettings}. */
  Future<ScheduleSettings> schedule(Vertx vertx) {
    return Settings.schedule(vertx, source);
  }

  /** A token for one request; fails with {@link hma.config.InvalidSettings}. */
  Future<String> token(Vertx vertx, Scope scope) {
    return tokens(vertx).map(tokens -> tokens.issue(scope, TOKEN_LIFE));
  }

  /** Speaks with a master. */
  ApiClient client(Vertx vertx, URI master) {
    return new ApiClient(vertx, master, () -> token(vertx, Scope.READ));
  }

  /** Makes tokens under the current key; fails with {@link hma.config.InvalidSettings}. */
  Future<AccessTokens> tokens(Vertx vertx) {
    return Settings.key(vertx, source)
        .map(key -> new AccessTokens(vertx, List.of(tokenKey(key)), Clock.systemUTC()));
  }

  private static byte[] tokenKey(SharedKey key) {
    return SigningKeys.of(key.current(), key.previous()).tokenKey();
  }
}
