package hma.config;

import hma.protocol.Side;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The settings of a process: its environment, over {@code hma.yaml} or {@code hma.properties} in
 * its working directory, over the defaults. Each future fails with {@link InvalidSettings}, which
 * tells every problem at once.
 */
public final class Settings {
  private Settings() {}

  /** Those of the master service. */
  public static Future<MasterSettings> master(Vertx vertx) {
    return master(vertx, SettingsSource.ofThisProcess());
  }

  /** Those of the master service, from the given source. */
  public static Future<MasterSettings> master(Vertx vertx, SettingsSource source) {
    return read(vertx, source, Catalog.OF_THE_MASTER, Settings::masterSettings);
  }

  /** Those of the agent. */
  public static Future<AgentSettings> agent(Vertx vertx) {
    return agent(vertx, SettingsSource.ofThisProcess());
  }

  /** Those of the agent, from the given source. */
  public static Future<AgentSettings> agent(Vertx vertx, SettingsSource source) {
    return read(vertx, source, Catalog.OF_THE_AGENT, Settings::agentSettings);
  }

  /** Those of a failover to a side, with that side's {@code DATABASE_URL}. */
  public static Future<FailoverSettings> failover(Vertx vertx, SettingsSource source, Side to) {
    return read(vertx, source, Catalog.ofAFailover(to), reader -> failoverSettings(reader, to));
  }

  private static FailoverSettings failoverSettings(SettingsReader reader, Side to) {
    checkApps(reader);
    reader.refuseIfAnythingIsWrong();
    String slave = reader.get(Catalog.SLAVE_APP);
    return new FailoverSettings(
        reader.get(Catalog.DATABASE_URL),
        to == Side.MASTER ? Optional.of(sharedKey(reader)) : Optional.empty(),
        reader.get(Catalog.HEROKU_API),
        Map.of(
            Side.MASTER,
            new FailoverSettings.App(
                reader.get(Catalog.MASTER_APP), reader.get(Catalog.MASTER_HEROKU_TOKEN_IF_ANY)),
            Side.SLAVE,
            new FailoverSettings.App(slave, reader.get(Catalog.SLAVE_HEROKU_TOKEN_IF_ANY))),
        reader.get(Catalog.AGENT_APP).orElse(slave),
        reader.get(Catalog.PROCESSES),
        reader.get(Catalog.STOP_GRACE),
        reader.get(Catalog.BOOT_LIMIT));
  }

  /** The shared key alone, for commands that need nothing else. */
  public static Future<SharedKey> key(Vertx vertx) {
    return key(vertx, SettingsSource.ofThisProcess());
  }

  /** The shared key alone, from the given source. */
  public static Future<SharedKey> key(Vertx vertx, SettingsSource source) {
    return read(vertx, source, Catalog.OF_THE_KEY, Settings::sharedKey);
  }

  /** The schedule alone, from the given source. */
  public static Future<ScheduleSettings> schedule(Vertx vertx, SettingsSource source) {
    return read(
        vertx,
        source,
        Catalog.OF_THE_SCHEDULE,
        reader -> {
          reader.refuseIfAnythingIsWrong();
          return scheduleSettings(reader);
        });
  }

  private static <T> Future<T> read(
      Vertx vertx,
      SettingsSource source,
      List<Setting<?>> settings,
      Function<SettingsReader, T> build) {
    return new SettingsTexts(vertx, source)
        .collect()
        .map(reader -> {
          reader.check(settings);
          return build.apply(reader);
        });
  }

  private static SharedKey sharedKey(SettingsReader reader) {
    reader.refuseIfAnythingIsWrong();
    return new SharedKey(reader.get(Catalog.SHARED_KEY), reader.get(Catalog.SHARED_KEY_PREVIOUS));
  }

  private static AgentSettings agentSettings(SettingsReader reader) {
    SharedKey key = sharedKey(reader);
    return new AgentSettings(reader.get(Catalog.DATABASE_URL), key, reader.get(Catalog.PORT));
  }

  private static MasterSettings masterSettings(SettingsReader reader) {
    checkTogether(reader);
    SharedKey key = sharedKey(reader);
    return new MasterSettings(
        reader.get(Catalog.DATABASE_URL),
        key,
        reader.get(Catalog.PORT),
        herokuSettings(reader),
        switchoverSettings(reader),
        scheduleSettings(reader),
        webhook(reader));
  }

  private static HerokuSettings herokuSettings(SettingsReader reader) {
    String master = reader.get(Catalog.MASTER_APP);
    String slave = reader.get(Catalog.SLAVE_APP);
    return new HerokuSettings(
        reader.get(Catalog.HEROKU_API),
        new HerokuApp(master, reader.get(Catalog.MASTER_HEROKU_TOKEN)),
        new HerokuApp(slave, reader.get(Catalog.SLAVE_HEROKU_TOKEN)),
        reader.get(Catalog.HMA_APP).orElse(master),
        reader.get(Catalog.AGENT_APP).orElse(slave));
  }

  private static SwitchoverSettings switchoverSettings(SettingsReader reader) {
    return new SwitchoverSettings(
        reader.get(Catalog.TABLES),
        reader.get(Catalog.PROCESSES),
        reader.get(Catalog.STOP_GRACE),
        reader.get(Catalog.BOOT_LIMIT),
        reader.get(Catalog.FENCE),
        new LiveCopySettings(
            reader.get(Catalog.LIVE_COPY),
            reader.get(Catalog.WHEN_BEHIND),
            reader.get(Catalog.VERIFY_BUDGET),
            reader.get(Catalog.LOG_LIMIT),
            reader.get(Catalog.REFRESH),
            reader.get(Catalog.RESUMABLE)));
  }

  private static ScheduleSettings scheduleSettings(SettingsReader reader) {
    return new ScheduleSettings(
        reader.get(Catalog.SCHEDULE),
        reader.get(Catalog.TIME),
        reader.get(Catalog.TIMEZONE),
        reader.get(Catalog.QUOTA_RESERVE),
        reader.get(Catalog.PAUSED));
  }

  private static Optional<Webhook> webhook(SettingsReader reader) {
    return reader
        .get(Catalog.WEBHOOK_URL)
        .map(address ->
            new Webhook(
                address,
                reader.get(Catalog.WEBHOOK_FORMAT).orElse(Webhook.Format.usualAt(address)),
                reader.get(Catalog.WEBHOOK_SECRET).orElse(List.of())));
  }

  private static void checkApps(SettingsReader reader) {
    Optional<String> master = reader.find(Catalog.MASTER_APP);
    if (master.isPresent() && master.equals(reader.find(Catalog.SLAVE_APP))) {
      reader.report(
          "MASTER_APP and SLAVE_APP are both \"%s\": name two apps".formatted(master.get()));
    }
  }

  /** What no single setting can tell. */
  private static void checkTogether(SettingsReader reader) {
    checkSignature(reader);
    checkApps(reader);
    Optional<String> master = reader.find(Catalog.MASTER_APP);
    Optional<String> slave = reader.find(Catalog.SLAVE_APP);
    if (reader.find(Catalog.REFRESH).flatMap(Function.identity()).isPresent()
        && reader.find(Catalog.LIVE_COPY).filter(enabled -> !enabled).isPresent()) {
      reader.report(
          "HMA_REFRESH is set, and HMA_LIVE_COPY is off: a refresh copies while the worker writes, so"
              + " set it to on, or leave HMA_REFRESH out");
    }
    boolean movesWeb =
        reader.find(Catalog.PROCESSES).filter(types -> types.contains("web")).isPresent();
    if (movesWeb
        && (shares(reader, Catalog.HMA_APP, master) || shares(reader, Catalog.AGENT_APP, slave))) {
      reader.report(
          "HMA_PROCESSES has web, which would stop HMA itself: set HMA_APP and AGENT_APP to apps of"
              + " their own, or leave web out");
    }
  }

  /** Whoever knows the address could post there, so nothing goes there in this format unsigned. */
  private static void checkSignature(SettingsReader reader) {
    Optional<URI> address = reader.find(Catalog.WEBHOOK_URL).flatMap(Function.identity());
    Optional<Optional<Webhook.Format>> given = reader.find(Catalog.WEBHOOK_FORMAT);
    boolean unsigned = reader.find(Catalog.WEBHOOK_SECRET).filter(Optional::isEmpty).isPresent();
    if (address.isEmpty() || given.isEmpty() || !unsigned) {
      return;
    }
    Webhook.Format format = given.get().orElse(Webhook.Format.usualAt(address.get()));
    if (format == Webhook.Format.STANDARD) {
      reader.report(
          "HMA_WEBHOOK_SECRET is missing: set it to what signs notifications, made by %s; or set HMA_WEBHOOK_FORMAT to slack"
              .formatted(WebhookSecret.RECIPE));
    }
  }

  private static boolean shares(
      SettingsReader reader, Setting<Optional<String>> own, Optional<String> worker) {
    Optional<String> app = reader.find(own).flatMap(Function.identity());
    return app.isEmpty() || app.equals(worker);
  }
}
