package hma.agent;

import hma.agent.work.PreparedSite;
import hma.config.DatabaseUrl;
import hma.config.Secret;
import hma.protocol.AgentPaths;
import hma.protocol.Side;
import hma.service.Service;
import hma.signing.SignedCall;
import hma.signing.SignedClient;
import hma.signing.SigningKeys;
import hma.sync.PostgresSite;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * What the build runs once for the JVM to record an ahead-of-time cache of the agent (<a
 * href="https://openjdk.org/jeps/514">JEP 514</a>, <a href="https://openjdk.org/jeps/515">JEP
 * 515</a>): a real agent, whose database is not there, is sent signed chunks and refuses them. An
 * agent is a new process in each switchover, so that it would spend seconds on loading and
 * compiling while rows wait.
 */
final class Training {
  /** The argument that asks for it. */
  static final String ARGUMENT = "train";

  private static final int CALLS = 60;
  private static final int CHUNK_BYTES = 1 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** What an agent loads once a database answers. */
  private static final List<String> PACKAGES =
      List.of("hma/", "io/vertx/pgclient/", "io/vertx/sqlclient/");

  private final Vertx vertx;
  private final SigningKeys keys =
      SigningKeys.of(Secret.of(UUID.randomUUID() + "-" + UUID.randomUUID()), Optional.empty());

  private Training(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * Runs it.
   *
   * @return the exit code, 0 once all has been seen
   */
  static int once() {
    loadClasses();
    return Service.runOnce("training", vertx -> new Training(vertx).run());
  }

  private static void loadClasses() {
    CodeSource source =
        Objects.requireNonNull(Training.class.getProtectionDomain().getCodeSource());
    ClassLoader loader = Training.class.getClassLoader();
    try (JarFile jar = new JarFile(Path.of(source.getLocation().toURI()).toFile())) {
      for (JarEntry entry : jar.stream().toList()) {
        String name = entry.getName();
        if (name.endsWith(".class") && PACKAGES.stream().anyMatch(name::startsWith)) {
          load(name.substring(0, name.length() - ".class".length()).replace('/', '.'), loader);
        }
      }
    } catch (IOException | URISyntaxException failure) {
      throw new IllegalStateException("cannot read " + source.getLocation(), failure);
    }
  }

  private static void load(String name, ClassLoader loader) {
    try {
      Class.forName(name, false, loader);
    } catch (ClassNotFoundException | LinkageError optional) {
      // A class for a library that is not there is none that an agent will load.
    }
  }

  private Future<Integer> run() {
    PostgresSite nowhere =
        new PostgresSite(vertx, Side.SLAVE, DatabaseUrl.parse("postgres://u:p@127.0.0.1:1/d"));
    return new AgentService(vertx, Clock.systemUTC(), AgentService.Timing.USUAL)
        .start(new PreparedSite(nowhere, nowhere::install), keys, 0)
        .compose(port -> talk(URI.create("http://127.0.0.1:" + port), CALLS))
        .map(Service.OK);
  }

  private Future<Void> talk(URI agent, int calls) {
    // What was signed in the second of its start an agent refuses.
    Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(2));
    SignedClient client = new SignedClient(vertx, agent, keys, ahead);
    return send(client, calls).eventually(client::close);
  }

  private static Future<Void> send(SignedClient client, int left) {
    if (left == 0) {
      return Future.succeededFuture();
    }
    String id = UUID.randomUUID().toString();
    SignedCall chunk =
        new SignedCall(
            HttpMethod.PUT,
            AgentPaths.importChunk(id, id, left),
            "application/octet-stream",
            Buffer.buffer(new byte[CHUNK_BYTES]),
            PATIENCE);
    SignedCall hello =
        new SignedCall(
            HttpMethod.GET, AgentPaths.HELLO, "application/json", Buffer.buffer(), PATIENCE);
    return client
        .send(chunk)
        .compose(refused -> client.send(hello))
        .compose(answer -> send(client, left - 1));
  }
}
