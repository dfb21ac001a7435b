package hma.config;

import hma.protocol.Side;
import java.util.ArrayList;
import java.util.List;

/** Who reads which settings of the {@link Catalog}. */
final class Selections {
  /** What verifying a signature takes. */
  static final List<Setting<?>> OF_THE_KEY =
      List.of(Catalog.SHARED_KEY, Catalog.SHARED_KEY_PREVIOUS);

  /** What tells when which side is active. */
  static final List<Setting<?>> OF_THE_SCHEDULE =
      List.of(
          Catalog.SCHEDULE, Catalog.TIME, Catalog.TIMEZONE, Catalog.QUOTA_RESERVE, Catalog.PAUSED);

  /** What the logging reads by itself, from the environment and nowhere else. */
  static final List<Setting<?>> OF_THE_LOG = List.of(Catalog.LOG, Catalog.LOG_LEVEL);

  /** What the agent reads. */
  static final List<Setting<?>> OF_THE_AGENT =
      List.of(
          Catalog.DATABASE_URL,
          Catalog.SHARED_KEY,
          Catalog.SHARED_KEY_PREVIOUS,
          Catalog.PORT,
          Catalog.LOG,
          Catalog.LOG_LEVEL);

  /** What the master reads: all of them. */
  static final List<Setting<?>> OF_THE_MASTER =
      List.of(
          Catalog.DATABASE_URL,
          Catalog.SHARED_KEY,
          Catalog.SHARED_KEY_PREVIOUS,
          Catalog.PORT,
          Catalog.MASTER_APP,
          Catalog.SLAVE_APP,
          Catalog.MASTER_HEROKU_TOKEN,
          Catalog.SLAVE_HEROKU_TOKEN,
          Catalog.HEROKU_API,
          Catalog.HMA_APP,
          Catalog.AGENT_APP,
          Catalog.TABLES,
          Catalog.PROCESSES,
          Catalog.STOP_GRACE,
          Catalog.BOOT_LIMIT,
          Catalog.FENCE,
          Catalog.LIVE_COPY,
          Catalog.WHEN_BEHIND,
          Catalog.VERIFY_BUDGET,
          Catalog.LOG_LIMIT,
          Catalog.REFRESH,
          Catalog.RESUMABLE,
          Catalog.SCHEDULE,
          Catalog.TIME,
          Catalog.TIMEZONE,
          Catalog.QUOTA_RESERVE,
          Catalog.PAUSED,
          Catalog.STATUS_OPEN,
          Catalog.WEBHOOK_URL,
          Catalog.WEBHOOK_SECRET,
          Catalog.WEBHOOK_FORMAT,
          Catalog.LOG,
          Catalog.LOG_LEVEL);

  /** What a failover to either side reads, beside the tokens. */
  private static final List<Setting<?>> OF_EACH_FAILOVER =
      List.of(
          Catalog.DATABASE_URL,
          Catalog.MASTER_APP,
          Catalog.SLAVE_APP,
          Catalog.HEROKU_API,
          Catalog.AGENT_APP,
          Catalog.PROCESSES,
          Catalog.STOP_GRACE,
          Catalog.BOOT_LIMIT,
          Catalog.LOG,
          Catalog.LOG_LEVEL);

  private Selections() {}

  /** What a failover to this side reads: the agent is asked only where that is the other one. */
  static List<Setting<?>> ofAFailover(Side to) {
    List<Setting<?>> settings = new ArrayList<>(OF_EACH_FAILOVER);
    switch (to) {
      case MASTER -> {
        settings.addAll(List.of(Catalog.MASTER_HEROKU_TOKEN, Catalog.SLAVE_HEROKU_TOKEN_IF_ANY));
        settings.addAll(OF_THE_KEY);
      }
      case SLAVE ->
          settings.addAll(List.of(Catalog.SLAVE_HEROKU_TOKEN, Catalog.MASTER_HEROKU_TOKEN_IF_ANY));
    }
    return List.copyOf(settings);
  }
}
