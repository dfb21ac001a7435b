package hma.agent;

import hma.agent.work.PreparedSite;
import hma.config.Secret;
import hma.master.agent.AgentPatience;
import hma.master.agent.RemoteSite;
import hma.protocol.Claim;
import hma.protocol.ComparedColumn;
import hma.protocol.Hashing;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.Side;
import hma.protocol.TableName;
import hma.signing.SignedCall;
import hma.signing.SignedClient;
import hma.signing.SignedResponse;
import hma.signing.SigningKeys;
import hma.sync.LiveSite;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A real agent on loopback, and a master's ends of the line to it. */
final class TestAgent implements AutoCloseable {
  static final Claim CLAIM = new Claim("switchover-1", 8, 3);
  static final MovedTable TABLE =
      new MovedTable(
          new TableName("public", "t"),
          List.of("id"),
          List.of(new ComparedColumn("id", Hashing.INTEGER)),
          List.of("id"),
          100);
  static final MovePlan PLAN =
      new MovePlan(List.of(TABLE.name()), List.of(TABLE), List.of(new TableName("public", "s")));
  static final AgentPatience IMPATIENT =
      new AgentPatience(
          Duration.ofSeconds(5),
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofSeconds(20),
          Duration.ofSeconds(2),
          Duration.ofMillis(300));
  private static final SigningKeys KEYS = keys("a key that is long enough for everybody");

  /** An agent refuses what was signed in the second of its start: tests don't wait for the next. */
  private static final Clock MASTERS_CLOCK = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(5));

  private final Vertx agentVertx = Vertx.vertx();
  private final Vertx masterVertx = Vertx.vertx();
  private final int port;

  private TestAgent(PreparedSite site, AgentService.Timing timing) {
    try {
      port =
          new AgentService(agentVertx, Clock.systemUTC(), timing)
              .start(site, KEYS, 0)
              .await(20, TimeUnit.SECONDS);
    } catch (java.util.concurrent.TimeoutException late) {
      throw new IllegalStateException(late);
    }
  }

  /** Serves a site, with a session's silence as usual. */
  static TestAgent serving(LiveSite site) {
    return serving(site, Duration.ofSeconds(60));
  }

  /** Serves a site that drops sessions after some silence. */
  static TestAgent serving(LiveSite site, Duration silence) {
    return serving(new PreparedSite(site, () -> {}), silence);
  }

  /** Serves a site that is to be set up. */
  static TestAgent serving(PreparedSite site, Duration silence) {
    return new TestAgent(site, new AgentService.Timing(Duration.ofMillis(500), silence));
  }

  static SigningKeys keys(String shared) {
    return SigningKeys.of(Secret.of(shared), Optional.empty());
  }

  int port() {
    return port;
  }

  Vertx masterVertx() {
    return masterVertx;
  }

  /** The master's site, through nothing. */
  RemoteSite site() {
    return site(port, IMPATIENT);
  }

  /** The master's site, through what listens on another port. */
  RemoteSite site(int throughPort, AgentPatience patience) {
    return new RemoteSite(masterVertx, client(throughPort, KEYS), Side.SLAVE, patience);
  }

  /** A master's site whose clock is that much behind. */
  RemoteSite siteBehind(Duration skew) {
    Clock clock = Clock.offset(Clock.systemUTC(), skew.negated());
    return new RemoteSite(masterVertx, client(port, KEYS, clock), Side.SLAVE, IMPATIENT);
  }

  /** A master's site with another key. */
  RemoteSite siteWith(SigningKeys keys) {
    return new RemoteSite(masterVertx, client(port, keys), Side.SLAVE, IMPATIENT);
  }

  private SignedClient client(int throughPort, SigningKeys keys) {
    return client(throughPort, keys, MASTERS_CLOCK);
  }

  private SignedClient client(int throughPort, SigningKeys keys, Clock clock) {
    URI base = URI.create("http://127.0.0.1:" + throughPort + "/");
    return new SignedClient(masterVertx, base, keys, clock);
  }

  /** One signed request, its answer awaited. */
  SignedResponse call(HttpMethod method, String path, String json) {
    return await(send(method, path, "application/json", Buffer.buffer(json)));
  }

  /** One signed request with bytes, its answer awaited. */
  SignedResponse call(HttpMethod method, String path, Buffer bytes) {
    return await(send(method, path, "application/octet-stream", bytes));
  }

  Future<SignedResponse> send(HttpMethod method, String path, String type, Buffer body) {
    return client(port, KEYS)
        .send(new SignedCall(method, path, type, body, Duration.ofSeconds(20)));
  }

  static SignedResponse await(Future<SignedResponse> answer) {
    try {
      return answer.await(20, TimeUnit.SECONDS);
    } catch (java.util.concurrent.TimeoutException late) {
      throw new IllegalStateException(late);
    }
  }

  /** Stops the agent as a signal does. */
  void stop() {
    close(agentVertx);
  }

  @Override
  public void close() {
    close(masterVertx);
    close(agentVertx);
  }

  private static void close(Vertx vertx) {
    try {
      vertx.close().await(20, TimeUnit.SECONDS);
    } catch (java.util.concurrent.TimeoutException late) {
      throw new IllegalStateException(late);
    }
  }
}
