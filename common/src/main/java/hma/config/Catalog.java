package hma.config;

import java.net.URI;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Every setting there is, with its default and what it means. */
final class Catalog {
  static final Setting<DatabaseUrl> DATABASE_URL =
      Setting.required(
              "DATABASE_URL",
              "postgres://user:password@host:5432/database, or attach the database to the app",
              Parsers::database)
          .asSecret()
          .about("this side's database, where HMA connects as the owner of the tables")
          .allows(
              "postgres:// or postgresql://, percent-encoded; sslmode=require, verify-ca or verify-full, disable on this machine only");
  static final Setting<Secret> SHARED_KEY =
      Setting.required(
              "HMA_SHARED_KEY",
              "at least 32 random characters, the same on both sides, made by"
                  + " `openssl rand -hex 32`",
              Parsers::sharedKey)
          .asSecret()
          .about("signs what master and agent say to each other, and tokens")
          .allows("32 characters or more, the same on both sides");
  static final Setting<Optional<Secret>> SHARED_KEY_PREVIOUS =
      Setting.optional("HMA_SHARED_KEY_PREVIOUS", Parsers::sharedKey)
          .asSecret()
          .about(
              "the key before, which is still accepted while it is changed: on the agent first, then on the master")
          .allows("as HMA_SHARED_KEY");
  static final Setting<Integer> PORT =
      Setting.withDefault("PORT", "8080", text -> Parsers.number(text, 1, 65535))
          .about("where it listens; Heroku sets it")
          .allows("1 to 65535");

  static final Setting<String> MASTER_APP =
      Setting.required("MASTER_APP", "the name of the master's app", Parsers::appName)
          .about("the app whose worker is the master's")
          .allows("an app's name as in heroku apps");
  static final Setting<String> SLAVE_APP =
      Setting.required("SLAVE_APP", "the name of the slave's app", Parsers::appName)
          .about("the app whose worker is the slave's")
          .allows("an app's name as in heroku apps, another one");
  static final Setting<Secret> MASTER_HEROKU_TOKEN =
      Setting.required(
              "MASTER_HEROKU_TOKEN",
              "a token of the master's account, made by `heroku authorizations:create`",
              Parsers::token)
          .asSecret()
          .about("opens the Platform API for the master's account")
          .allows("a token of that account");
  static final Setting<Secret> SLAVE_HEROKU_TOKEN =
      Setting.required(
              "SLAVE_HEROKU_TOKEN",
              "a token of the slave's account, made by `heroku authorizations:create`",
              Parsers::token)
          .asSecret()
          .about("opens the Platform API for the slave's account")
          .allows("a token of that account");

  /** Where it may be gone, as with the account itself. */
  static final Setting<Optional<Secret>> MASTER_HEROKU_TOKEN_IF_ANY =
      Setting.optional("MASTER_HEROKU_TOKEN", Parsers::token).asSecret();

  /** Where it may be gone, as with the account itself. */
  static final Setting<Optional<Secret>> SLAVE_HEROKU_TOKEN_IF_ANY =
      Setting.optional("SLAVE_HEROKU_TOKEN", Parsers::token).asSecret();

  static final Setting<URI> HEROKU_API =
      Setting.withDefault("HMA_HEROKU_API", "https://api.heroku.com", Addresses::api)
          .about("the Platform API")
          .allows("https, or http on this machine");
  static final Setting<Optional<String>> HMA_APP =
      Setting.optional("HMA_APP", Parsers::appName)
          .about("the app that the master service runs in, of the master's account")
          .allows("an app's name")
          .absentMeans("as MASTER_APP");
  static final Setting<Optional<String>> AGENT_APP =
      Setting.optional("AGENT_APP", Parsers::appName)
          .about("the app that the agent runs in, of the slave's account: its web is scaled")
          .allows("an app's name")
          .absentMeans("as SLAVE_APP");

  static final Setting<List<String>> TABLES =
      Setting.withDefault("PG_TABLES", "", Parsers::tables)
          .about("which tables move")
          .allows("names or patterns separated by commas, as in sales.*, customer")
          .absentMeans("all tables");
  static final Setting<List<ProcessRule>> PROCESSES =
      Setting.withDefault("HMA_PROCESSES", "worker", ProcessParser::rules)
          .about(
              "the process types that are stopped here and started there, in the order in which they are started; stopped in the reverse order")
          .allows(
              "as in the Procfile, separated by commas, each alone or with a fixed quantity and size, as in worker=1:eco, clock");
  static final Setting<Duration> STOP_GRACE =
      Setting.withDefault(
              "HMA_STOP_GRACE",
              "90s",
              text -> Durations.parse(text, Duration.ofSeconds(1), Duration.ofHours(1)))
          .about("how long a stopped worker may still show")
          .allows("1s to 1h");
  static final Setting<Integer> BOOT_LIMIT =
      Setting.withDefault("HMA_BOOT_LIMIT", "3", text -> Parsers.number(text, 1, 100))
          .about("after so many crashes of the new worker HMA switches back")
          .allows("1 to 100");
  static final Setting<Boolean> FENCE =
      Setting.withDefault("HMA_FENCE", "on", Parsers::onOrOff)
          .about("whether writes on the standby are made impossible in its database")
          .allows("on or off");
  static final Setting<Boolean> LIVE_COPY =
      Setting.withDefault("HMA_LIVE_COPY", "on", Parsers::onOrOff)
          .about("whether the standby is brought up to date while the worker writes")
          .allows("on or off");
  static final Setting<LiveCopySettings.WhenBehind> WHEN_BEHIND =
      Setting.withDefault("HMA_WHEN_BEHIND", "wait", Parsers::whenBehind)
          .about("what is done where the worker writes as fast as can be carried")
          .allows("wait, go-on or give-up");
  static final Setting<Duration> VERIFY_BUDGET =
      Setting.withDefault(
              "HMA_VERIFY_BUDGET",
              "100ms",
              text -> Durations.parse(text, Duration.ZERO, Duration.ofMinutes(10)))
          .about("how much of the outage may go into comparing whole tables once more")
          .allows("0s to 10m");
  static final Setting<Long> LOG_LIMIT =
      Setting.withDefault("HMA_LOG_LIMIT", "256MB", ByteSizes::parse)
          .about(
              "how much of the active side's disk the log of changes may take before the live copy is given up")
          .allows("1MB or more, as in 256MB or 1GB");
  static final Setting<Optional<Duration>> REFRESH =
      Setting.optional(
              "HMA_REFRESH",
              text -> Durations.parse(text, Duration.ofMinutes(5), Duration.ofDays(31)))
          .about("how old the standby may get before it is refreshed without anybody asking")
          .allows("5m to 31d, as in 6h");

  static final Setting<LiveCopySettings.Resumable> RESUMABLE =
      Setting.withDefault("HMA_RESUMABLE", "auto", Parsers::resumable)
          .about(
              "whether tables that are copied whole are committed one by one, so that an interrupted copy goes on")
          .allows("auto, on or off");

  static final Setting<List<ScheduleEntry>> SCHEDULE =
      Setting.withDefault("HMA_SCHEDULE", "1:master 21:slave", ScheduleParser::entries)
          .about("from which day of the month on which side is to be active")
          .allows("days with a side each, or off");
  static final Setting<LocalTime> TIME =
      Setting.withDefault("HMA_TIME", "00:00", ScheduleParser::time)
          .about("the time of day of those days")
          .allows("00:00 to 23:59");
  static final Setting<ZoneId> TIMEZONE =
      Setting.withDefault("HMA_TIMEZONE", "UTC", ScheduleParser::zone)
          .about("the zone of that time")
          .allows("as in UTC, Europe/Berlin or +02:00");
  static final Setting<Optional<Duration>> QUOTA_RESERVE =
      Setting.optional("HMA_QUOTA_RESERVE", text -> Duration.ofHours(Parsers.number(text, 1, 1000)))
          .about(
              "down to how many Eco hours of an account a switchover comes ahead of the schedule")
          .allows("1 to 1000");
  static final Setting<Boolean> PAUSED =
      Setting.withDefault("HMA_PAUSED", "off", Parsers::onOrOff)
          .about("whether the schedule is shown but not followed")
          .allows("on or off");
  static final Setting<Boolean> STATUS_OPEN =
      Setting.withDefault(
              "HMA_STATUS",
              "public",
              text -> Parsers.oneOf(text, List.of("public", "private")).equals("public"))
          .about("whether anybody may look, or only who has a token of the scope read")
          .allows("public or private");
  static final Setting<Optional<URI>> WEBHOOK_URL =
      Setting.optional("HMA_WEBHOOK_URL", Addresses::address)
          .asSecret()
          .about("where notifications are posted")
          .allows("https, or http on this machine");
  static final Setting<Optional<List<WebhookSecret>>> WEBHOOK_SECRET =
      Setting.optional("HMA_WEBHOOK_SECRET", WebhookSecret::list)
          .asSecret()
          .about("signs notifications; needed where they are in the format standard")
          .allows(
              "whsec_ and 24 to 64 bytes in base64; two, separated by a comma, while it is replaced");
  static final Setting<Optional<Webhook.Format>> WEBHOOK_FORMAT =
      Setting.optional("HMA_WEBHOOK_FORMAT", Webhook.Format::parse)
          .about("how a notification is written")
          .allows("standard or slack")
          .absentMeans("by the host");

  /** Read by the logging itself, which ignores what it does not know: checked here. */
  static final Setting<String> LOG =
      Setting.withDefault(
              "HMA_LOG", "logfmt", text -> Parsers.oneOf(text, List.of("logfmt", "json")))
          .about("how the log is written; read from the environment only")
          .allows("logfmt or json");

  static final Setting<String> LOG_LEVEL =
      Setting.withDefault(
              "HMA_LOG_LEVEL",
              "info",
              text ->
                  Parsers.oneOf(
                      text.toLowerCase(Locale.ROOT), List.of("debug", "info", "warn", "error")))
          .about("from which level on events of HMA are logged; read from the environment only")
          .allows("debug, info, warn or error");

  private Catalog() {}
}
