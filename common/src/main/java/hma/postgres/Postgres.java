package hma.postgres;

import hma.config.DatabaseUrl;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.pgclient.impl.PgConnectionFactory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One database, and the way to open connections to it. */
public final class Postgres {
  private static final Logger log = LoggerFactory.getLogger(Postgres.class);
  private static final String NAME_PREFIX = "hma/";
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
  private static final String QUERY_CANCELED = "57014";
  private static final int PINNING_TRIES = 20;

  private final VertxInternal vertx;
  private final DatabaseUrl address;
  private final PgConnectOptions options;
  private final PgConnectionFactory factory;
  private final CancelRequest cancelRequest;
  private final Duration limit;
  private final OwnLogIns ownLogIns;

  private Postgres(
      VertxInternal vertx, DatabaseUrl address, String name, Duration limit, OwnLogIns ownLogIns) {
    this.vertx = vertx;
    this.address = address;
    this.options = options(address, name);
    this.limit = limit;
    this.ownLogIns = ownLogIns;
    NetClientOptions transport =
        new NetClientOptions()
            .setTcpKeepAlive(true)
            .setConnectTimeout(Math.toIntExact(limit.toMillis()));
    this.factory = new PgConnectionFactory(vertx, transport);
    this.cancelRequest =
        new CancelRequest(vertx.createNetClient(transport), address, Tls.options(address));
  }

  /**
   * A database that nothing is connected to yet.
   *
   * @param applicationName how sessions show up in {@code pg_stat_activity}; starts with {@code
   *     hma/}, which is put before it where it is missing
   */
  public static Postgres of(Vertx vertx, DatabaseUrl address, String applicationName) {
    return of(vertx, address, applicationName, CONNECT_LIMIT);
  }

  static Postgres of(Vertx vertx, DatabaseUrl address, String applicationName, Duration limit) {
    return new Postgres(
        (VertxInternal) vertx, address, prefixed(applicationName), limit, new OwnLogIns());
  }

  private static String prefixed(String applicationName) {
    return applicationName.startsWith(NAME_PREFIX)
        ? applicationName
        : NAME_PREFIX + applicationName;
  }

  /** The same database with another name for the sessions; both count their log-ins as one. */
  public Postgres named(String applicationName) {
    return new Postgres(vertx, address, prefixed(applicationName), limit, ownLogIns);
  }

  /** The sessions that were opened by this and by all that are {@link #named} after it. */
  public OwnLogIns ownLogIns() {
    return ownLogIns;
  }

  /** Where the database is. */
  public DatabaseUrl address() {
    return address;
  }

  /**
   * Opens a new connection, held by the caller alone, whose session settings are pinned: text means
   * the same on every such connection. Called outside of Vert.x, every connection gets an event
   * loop of its own, in turn.
   *
   * @return fails with {@link DatabaseUnreachable}, 10 s after the call at the latest
   */
  public Future<PgConnection> connect() {
    ContextInternal current = ContextInternal.current();
    ContextInternal context = current == null ? vertx.createEventLoopContext() : current;
    Promise<PgConnection> connected = context.promise();
    ownLogIns.begin();
    // Before anybody else can know of the connection: who has it finds it counted.
    connected.future().onComplete(result -> ownLogIns.end(result.succeeded()));
    Future<PgConnection> opening = open(context);
    opening
        .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
        .recover(failure -> Future.failedFuture(new DatabaseUnreachable(address, failure)))
        .onComplete(connected);
    opening.onSuccess(connection -> closeIfLate(connection, connected.future()));
    return connected.future();
  }

  private Future<PgConnection> open(ContextInternal context) {
    return factory
        .connect((Context) context, options)
        .map(PgConnection::cast)
        .compose(this::prepare);
  }

  private Future<PgConnection> prepare(PgConnection connection) {
    connection.exceptionHandler(failure ->
        log.atWarn()
            .addKeyValue("database", address.database())
            .addKeyValue("host", address.host())
            .addKeyValue("reason", failure.getMessage())
            .log("database connection failed"));
    connection.noticeHandler(new Notices(address.database()));
    CopyChannel.prepare(
        connection, () -> cancelRequest.send(connection.processId(), connection.secretKey()));
    String settings = SessionSettings.statements(connection.databaseMetadata().majorVersion());
    return pin(connection, settings, PINNING_TRIES)
        .map(connection)
        .onFailure(failure -> connection.close());
  }

  /** A role's own statement_timeout holds until it is replaced, and may be shorter than that. */
  private static Future<Void> pin(PgConnection connection, String settings, int tries) {
    return connection
        .query(settings)
        .execute()
        .<Void>mapEmpty()
        .recover(failure ->
            tries > 1
                    && failure instanceof PgException refusal
                    && QUERY_CANCELED.equals(refusal.getSqlState())
                ? pin(connection, settings, tries - 1)
                : Future.failedFuture(failure));
  }

  private static void closeIfLate(PgConnection connection, Future<PgConnection> connected) {
    connected.onFailure(late -> connection.close());
  }

  private static PgConnectOptions options(DatabaseUrl address, String applicationName) {
    PgConnectOptions options =
        new PgConnectOptions()
            .setHost(address.host())
            .setPort(address.port())
            .setDatabase(address.database())
            .setUser(address.user())
            .setPassword(address.password().reveal());
    // Only what the client itself needs: a pooler between may refuse other startup parameters.
    options.setProperties(Map.of("application_name", applicationName, "client_encoding", "UTF8"));
    Tls.options(address).ifPresent(options::setSslOptions);
    return options.setSslMode(Tls.mode(address));
  }
}
