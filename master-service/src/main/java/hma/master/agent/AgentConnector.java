package hma.master.agent;

import hma.protocol.Side;
import hma.signing.SignedClient;
import hma.signing.SigningKeys;
import hma.signing.UnsignedResponse;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Makes sites of the addresses at which agents answer; one client for each address. */
public final class AgentConnector {
  private final Vertx vertx;
  private final SigningKeys keys;
  private final InstantSource clock;
  private final Consumer<UnsignedResponse> whenDistrusted;
  private final Map<URI, SignedClient> clients = new ConcurrentHashMap<>();

  /** For agents that share this key. */
  public AgentConnector(Vertx vertx, SigningKeys keys, InstantSource clock) {
    this(vertx, keys, clock, distrusted -> {});
  }

  /**
   * As {@link #AgentConnector(Vertx, SigningKeys, InstantSource)}, for one who wants to know.
   *
   * @param whenDistrusted is told of every answer that is not to be trusted
   */
  public AgentConnector(
      Vertx vertx,
      SigningKeys keys,
      InstantSource clock,
      Consumer<UnsignedResponse> whenDistrusted) {
    this.whenDistrusted = whenDistrusted;
    this.vertx = vertx;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * The slave's site, once its agent has said hello; blocks.
   *
   * @param address without a path, as an app's {@code web_url}; https, loopback aside
   * @param limit the longest wait for the hello
   * @throws hma.protocol.ProblemException as {@link RemoteSite#hello} does
   */
  public RemoteSite connect(URI address, Duration limit) {
    SignedClient client =
        clients.computeIfAbsent(
            address, base -> new SignedClient(vertx, base, keys, clock, whenDistrusted));
    RemoteSite site = new RemoteSite(vertx, client, Side.SLAVE, AgentPatience.USUAL);
    site.hello(limit);
    return site;
  }
}
