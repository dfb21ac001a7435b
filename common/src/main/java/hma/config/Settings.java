package hma.config;

import hma.protocol.Side;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
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
    return read(vertx, source, Selections.OF_THE_MASTER, Settings::masterSettings);
  }

  /** Those of the agent. */
  public static Future<AgentSettings> agent(Vertx vertx) {
    return agent(vertx, SettingsSource.ofThisProcess());
  }

  /** Those of the agent, from the given source. */
  public static Future<AgentSettings> agent(Vertx vertx, SettingsSource source) {
    return read(vertx, source, Selections.OF_THE_AGENT, Settings::agentSettings);
  }

  /** Those of a failover to a side, with that side's {@code DATABASE_URL}. */
  public static Future<FailoverSettings> failover(Vertx vertx, SettingsSource source, Side to) {
    return read(vertx, source, Selections.ofAFailover(to), reader -> failoverSettings(reader, to));
  }

  private static FailoverSettings failoverSettings(SettingsReader reader, Side to) {
    CrossChecks.ofTheApps(reader);
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
    return read(vertx, source, Selections.OF_THE_KEY, Settings::sharedKey);
  }

  /** The schedule alone, from the given source. */
  public static Future<ScheduleSettings> schedule(Vertx vertx, SettingsSource source) {
    return read(
        vertx,
        source,
        Selections.OF_THE_SCHEDULE,
        reader -> {
          reader.refuseIfAnythingIsWrong();
          return scheduleSettings(reader);
        });
  }

  /** What a service would find of its settings here, and what it would say; never fails. */
  public static Future<ConfigReport> report(Vertx vertx, SettingsSource source, Role role) {
    return new SettingsTexts(vertx, source)
        .find()
        .map(found -> new ConfigReporting(found, source).of(role));
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
    CrossChecks.ofTheMaster(reader);
    SharedKey key = sharedKey(reader);
    return new MasterSettings(
        reader.get(Catalog.DATABASE_URL),
        key,
        reader.get(Catalog.PORT),
        herokuSettings(reader),
        switchoverSettings(reader),
        scheduleSettings(reader),
        reader.get(Catalog.STATUS_OPEN),
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
}
