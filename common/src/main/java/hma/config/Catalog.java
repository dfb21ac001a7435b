package hma.config;

import hma.protocol.Side;
import java.net.URI;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every setting there is, with its default. */
final class Catalog {
  static final Setting<DatabaseUrl> DATABASE_URL =
      Setting.required(
              "DATABASE_URL",
              "postgres://user:password@host:5432/database, or attach the database to the app",
              Parsers::database)
          .asSecret();
  static final Setting<Secret> SHARED_KEY =
      Setting.required(
              "HMA_SHARED_KEY",
              "at least 32 random characters, the same on both sides, made by"
                  + " `openssl rand -hex 32`",
              Parsers::sharedKey)
          .asSecret();
  static final Setting<Optional<Secret>> SHARED_KEY_PREVIOUS =
      Setting.optional("HMA_SHARED_KEY_PREVIOUS", Parsers::sharedKey).asSecret();
  static final Setting<Integer> PORT =
      Setting.withDefault("PORT", "8080", text -> Parsers.number(text, 1, 65535));

  static final Setting<String> MASTER_APP =
      Setting.required("MASTER_APP", "the name of the master's app", Parsers::appName);
  static final Setting<String> SLAVE_APP =
      Setting.required("SLAVE_APP", "the name of the slave's app", Parsers::appName);
  static final Setting<Secret> MASTER_HEROKU_TOKEN =
      Setting.required(
              "MASTER_HEROKU_TOKEN",
              "a token of the master's account, made by `heroku authorizations:create`",
              Parsers::token)
          .asSecret();
  static final Setting<Secret> SLAVE_HEROKU_TOKEN =
      Setting.required(
              "SLAVE_HEROKU_TOKEN",
              "a token of the slave's account, made by `heroku authorizations:create`",
              Parsers::token)
          .asSecret();

  /** Where it may be gone, as with the account itself. */
  static final Setting<Optional<Secret>> MASTER_HEROKU_TOKEN_IF_ANY =
      Setting.optional("MASTER_HEROKU_TOKEN", Parsers::token).asSecret();

  /** Where it may be gone, as with the account itself. */
  static final Setting<Optional<Secret>> SLAVE_HEROKU_TOKEN_IF_ANY =
      Setting.optional("SLAVE_HEROKU_TOKEN", Parsers::token).asSecret();

  static final Setting<URI> HEROKU_API =
      Setting.withDefault("HMA_HEROKU_API", "https://api.heroku.com", Addresses::api);
  static final Setting<Optional<String>> HMA_APP = Setting.optional("HMA_APP", Parsers::appName);
  static final Setting<Optional<String>> AGENT_APP =
      Setting.optional("AGENT_APP", Parsers::appName);

  static final Setting<List<String>> TABLES = Setting.withDefault("PG_TABLES", "", Parsers::tables);
  static final Setting<List<String>> PROCESSES =
      Setting.withDefault("HMA_PROCESSES", "worker", Parsers::processes);
  static final Setting<Duration> STOP_GRACE =
      Setting.withDefault(
          "HMA_STOP_GRACE",
          "90s",
          text -> Durations.parse(text, Duration.ofSeconds(1), Duration.ofHours(1)));
  static final Setting<Integer> BOOT_LIMIT =
      Setting.withDefault("HMA_BOOT_LIMIT", "3", text -> Parsers.number(text, 1, 100));
  static final Setting<Boolean> FENCE = Setting.withDefault("HMA_FENCE", "on", Parsers::onOrOff);
  static final Setting<Boolean> LIVE_COPY =
      Setting.withDefault("HMA_LIVE_COPY", "on", Parsers::onOrOff);
  static final Setting<LiveCopySettings.WhenBehind> WHEN_BEHIND =
      Setting.withDefault("HMA_WHEN_BEHIND", "wait", Parsers::whenBehind);
  static final Setting<Duration> VERIFY_BUDGET =
      Setting.withDefault(
          "HMA_VERIFY_BUDGET",
          "100ms",
          text -> Durations.parse(text, Duration.ZERO, Duration.ofMinutes(10)));
  static final Setting<Long> LOG_LIMIT =
      Setting.withDefault("HMA_LOG_LIMIT", "256MB", ByteSizes::parse);
  static final Setting<Optional<Duration>> REFRESH =
      Setting.optional(
          "HMA_REFRESH", text -> Durations.parse(text, Duration.ofMinutes(5), Duration.ofDays(31)));

  static final Setting<LiveCopySettings.Resumable> RESUMABLE =
      Setting.withDefault("HMA_RESUMABLE", "auto", Parsers::resumable);

  static final Setting<List<ScheduleEntry>> SCHEDULE =
      Setting.withDefault("HMA_SCHEDULE", "1:master 21:slave", ScheduleParser::entries);
  static final Setting<LocalTime> TIME =
      Setting.withDefault("HMA_TIME", "00:00", ScheduleParser::time);
  static final Setting<ZoneId> TIMEZONE =
      Setting.withDefault("HMA_TIMEZONE", "UTC", ScheduleParser::zone);
  static final Setting<Optional<Duration>> QUOTA_RESERVE =
      Setting.optional(
          "HMA_QUOTA_RESERVE", text -> Duration.ofHours(Parsers.number(text, 1, 1000)));
  static final Setting<Boolean> PAUSED = Setting.withDefault("HMA_PAUSED", "off", Parsers::onOrOff);
  static final Setting<Optional<URI>> WEBHOOK_URL =
      Setting.optional("HMA_WEBHOOK_URL", Addresses::address).asSecret();
  static final Setting<Optional<List<WebhookSecret>>> WEBHOOK_SECRET =
      Setting.optional("HMA_WEBHOOK_SECRET", WebhookSecret::list).asSecret();
  static final Setting<Optional<Webhook.Format>> WEBHOOK_FORMAT =
      Setting.optional("HMA_WEBHOOK_FORMAT", Webhook.Format::parse);

  /** Read by the logging itself, which ignores what it does not know: checked here. */
  static final Setting<String> LOG_FORMAT =
      Setting.withDefault(
          "HMA_LOG_FORMAT", "text", text -> Parsers.oneOf(text, List.of("text", "json")));

  static final Setting<String> LOG_LEVEL =
      Setting.withDefault(
          "HMA_LOG_LEVEL",
          "INFO",
          text -> Parsers.oneOf(text, List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF")));

  /** What verifying a signature takes. */
  static final List<Setting<?>> OF_THE_KEY = List.of(SHARED_KEY, SHARED_KEY_PREVIOUS);

  /** What tells when which side is active. */
  static final List<Setting<?>> OF_THE_SCHEDULE =
      List.of(SCHEDULE, TIME, TIMEZONE, QUOTA_RESERVE, PAUSED);

  /** What the agent reads. */
  static final List<Setting<?>> OF_THE_AGENT =
      List.of(DATABASE_URL, SHARED_KEY, SHARED_KEY_PREVIOUS, PORT, LOG_FORMAT, LOG_LEVEL);

  /** What the master reads: all of them. */
  static final List<Setting<?>> OF_THE_MASTER =
      List.of(
          DATABASE_URL,
          SHARED_KEY,
          SHARED_KEY_PREVIOUS,
          PORT,
          MASTER_APP,
          SLAVE_APP,
          MASTER_HEROKU_TOKEN,
          SLAVE_HEROKU_TOKEN,
          HEROKU_API,
          HMA_APP,
          AGENT_APP,
          TABLES,
          PROCESSES,
          STOP_GRACE,
          BOOT_LIMIT,
          FENCE,
          LIVE_COPY,
          WHEN_BEHIND,
          VERIFY_BUDGET,
          LOG_LIMIT,
          REFRESH,
          RESUMABLE,
          SCHEDULE,
          TIME,
          TIMEZONE,
          QUOTA_RESERVE,
          PAUSED,
          WEBHOOK_URL,
          WEBHOOK_SECRET,
          WEBHOOK_FORMAT,
          LOG_FORMAT,
          LOG_LEVEL);

  /** What a failover to either side reads, beside the tokens. */
  private static final List<Setting<?>> OF_EACH_FAILOVER =
      List.of(
          DATABASE_URL,
          MASTER_APP,
          SLAVE_APP,
          HEROKU_API,
          AGENT_APP,
          PROCESSES,
          STOP_GRACE,
          BOOT_LIMIT,
          LOG_FORMAT,
          LOG_LEVEL);

  private Catalog() {}

  /** What a failover to this side reads: the agent is asked only where that is the other one. */
  static List<Setting<?>> ofAFailover(Side to) {
    List<Setting<?>> settings = new ArrayList<>(OF_EACH_FAILOVER);
    switch (to) {
      case MASTER -> {
        settings.addAll(List.of(MASTER_HEROKU_TOKEN, SLAVE_HEROKU_TOKEN_IF_ANY));
        settings.addAll(OF_THE_KEY);
      }
      case SLAVE -> settings.addAll(List.of(SLAVE_HEROKU_TOKEN, MASTER_HEROKU_TOKEN_IF_ANY));
    }
    return List.copyOf(settings);
  }
}
