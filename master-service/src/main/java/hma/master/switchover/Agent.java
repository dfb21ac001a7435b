package hma.master.switchover;

import hma.master.heroku.App;
import hma.master.heroku.HerokuClient;
import hma.master.heroku.HerokuException;
import hma.master.heroku.Scale;
import hma.protocol.ProblemException;
import hma.protocol.SiteState;
import hma.sync.LiveSite;
import hma.workflow.Awaiting;
import hma.workflow.TimeLimitExceeded;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent's web dyno: awake while a switchover needs it, otherwise at 0, since an idle Eco web
 * dyno would put the worker of its app to sleep.
 */
public final class Agent {
  static final String PROCESS = "web";
  private static final Logger log = LoggerFactory.getLogger(Agent.class);
  private static final Duration CALL_LIMIT = Duration.ofMinutes(3);

  /** A dyno has 60 s to bind its port; the router holds requests for a while longer. */
  private static final Duration BOOT_LIMIT = Duration.ofMinutes(3);

  private final HerokuClient app;
  private final Connector connector;
  private final Supplier<Future<Void>> permission;

  /**
   * The agent runs as the web process of this app.
   *
   * @param permission asked before each order to Heroku, repeated ones included
   */
  public Agent(HerokuClient app, Connector connector, Supplier<Future<Void>> permission) {
    this.app = app;
    this.connector = connector;
    this.permission = permission;
  }

  /** Makes a {@link LiveSite} of the address at which an agent answers. */
  @FunctionalInterface
  public interface Connector {
    /**
     * Waits for the agent's signed hello.
     *
     * @throws hma.protocol.ProblemException when none comes within the limit
     */
    LiveSite connect(URI address, Duration limit);
  }

  /** The app that runs it. */
  HerokuClient app() {
    return app;
  }

  /** Starts the dyno and waits until the agent answers. */
  public LiveSite wake() {
    scale(1);
    return connector.connect(address(), BOOT_LIMIT);
  }

  /** Whether the slave's side can be reached; an agent that slept sleeps again afterwards. */
  public FailoverSupport.Reach reach() {
    boolean woken = false;
    try {
      woken = !scaledUp();
      SiteState state = wake().state();
      return new FailoverSupport.Reach(
          true, "the slave's agent answers, and so does its database, at epoch " + state.epoch());
    } catch (HerokuException | TimeLimitExceeded | ProblemException | UnfitForSwitchover silent) {
      return new FailoverSupport.Reach(
          false, "the slave's agent does not answer: " + silent.getMessage());
    } finally {
      if (woken) {
        sleepIfPossible();
      }
    }
  }

  private void sleepIfPossible() {
    try {
      sleep();
    } catch (HerokuException | TimeLimitExceeded silent) {
      log.atWarn().log("the agent could not be put to sleep: {}", silent.getMessage());
    }
  }

  /** Whether the dyno is to run, so that somebody may be using it. */
  boolean scaledUp() {
    return Awaiting.await(app.formation(), CALL_LIMIT, "reading the formation of " + app.name())
        .stream()
        .anyMatch(process -> process.type().equals(PROCESS) && process.quantity() > 0);
  }

  /** Stops the dyno. */
  public void sleep() {
    scale(0);
  }

  private void scale(int quantity) {
    Awaiting.await(
        app.scale(List.of(Scale.to(PROCESS, quantity)), permission),
        CALL_LIMIT,
        "scaling " + app.name());
  }

  /** Never built from the app's name: new apps have a random part in theirs. */
  private URI address() {
    App found = Awaiting.await(app.app(), CALL_LIMIT, "reading " + app.name());
    if (found.maintenance()) {
      throw new UnfitForSwitchover(
          "app %s is in maintenance mode, in which the router answers for the agent: heroku maintenance:off -a %s"
              .formatted(app.name(), app.name()));
    }
    return found
        .webUrl()
        .orElseThrow(() ->
            new UnfitForSwitchover(
                "app %s has no web_url: it can't run a web process".formatted(app.name())));
  }
}
