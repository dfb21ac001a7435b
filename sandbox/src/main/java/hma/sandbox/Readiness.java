package hma.sandbox;

import hma.sandbox.dyno.Dyno;
import hma.sandbox.dyno.ProcessType;
import hma.sandbox.heroku.App;
import hma.workflow.Awaiting;
import io.vertx.core.Vertx;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.time.Duration;
import java.util.List;

/** Waits until the master answers {@code /health/ready} through its router. */
final class Readiness {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final int CRASHES = 3;
  private static final int LINES = 30;

  private final Vertx vertx;
  private final App master;

  Readiness(Vertx vertx, App master) {
    this.vertx = vertx;
    this.master = master;
  }

  /**
   * Blocks; throws {@link SandboxFailure} with the dyno's last lines when it does not get ready.
   */
  void await() {
    WebClient client = WebClient.create(vertx, new WebClientOptions().setKeepAlive(false));
    long deadline = System.nanoTime() + LIMIT.toNanos();
    try {
      while (!ready(client)) {
        if (crashed()) {
          throw failure("crashes");
        }
        if (System.nanoTime() - deadline >= 0) {
          throw failure("is not ready after " + LIMIT.toSeconds() + " s");
        }
        Awaiting.pause(PAUSE);
      }
    } finally {
      client.close();
    }
  }

  private boolean ready(WebClient client) {
    try {
      String url = master.webUrl().resolve("/health/ready").toString();
      var response = Awaiting.await(client.getAbs(url).send(), REQUEST_LIMIT, url);
      return response.statusCode() == 200;
    } catch (RuntimeException notYet) {
      if (Thread.currentThread().isInterrupted()) {
        throw notYet;
      }
      return false;
    }
  }

  private boolean crashed() {
    return master.formation().dynos().stream()
        .filter(dyno -> dyno.plan().web())
        .mapToInt(Dyno::crashes)
        .anyMatch(crashes -> crashes >= CRASHES);
  }

  private SandboxFailure failure(String what) {
    List<String> lines = master.log().recent(ProcessType.WEB + ".1");
    List<String> last = lines.subList(Math.max(0, lines.size() - LINES), lines.size());
    return new SandboxFailure(
        "the master's web dyno " + what + "; its last lines:\n" + String.join("\n", last));
  }
}
