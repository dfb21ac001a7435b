package hma.master.switchover;

import hma.master.heroku.Formation;
import hma.master.heroku.HerokuClient;
import hma.master.heroku.HerokuException;
import hma.master.switchover.MasterHome.Style;
import hma.master.switchover.PreflightReport.Deployment;
import hma.sync.Finding;
import hma.workflow.Awaiting;
import hma.workflow.TimeLimitExceeded;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the master can live where it does. An Eco web dyno that nobody asks anything for half an
 * hour sleeps, and takes its app's Eco worker with it (<a
 * href="https://devcenter.heroku.com/articles/eco-dyno-hours">Eco Dyno Hours</a>).
 */
final class Housing {
  private static final Duration CALL_LIMIT = Duration.ofMinutes(3);
  private static final String WEB = "web";

  private final MasterHome home;
  private final boolean shared;

  /**
   * Has not looked yet.
   *
   * @param workersApp the app of the master's worker
   */
  Housing(MasterHome home, HerokuClient workersApp) {
    this.home = home;
    this.shared = home.app().name().equals(workersApp.name());
  }

  /**
   * What was found.
   *
   * @param finding what stands against it, if anything does
   * @param deployment which style fits; null where Heroku does not tell
   */
  record Found(Optional<Finding> finding, @Nullable Deployment deployment) {}

  /** Asks Heroku; what can't be told does not stop anything. */
  Found look() {
    List<Formation> formation;
    try {
      formation =
          Awaiting.await(
              home.app().formation(), CALL_LIMIT, "reading the formation of " + home.app().name());
    } catch (HerokuException | TimeLimitExceeded silent) {
      return new Found(
          Optional.of(
              Finding.warning(
                  "it is not known whether the master can be always on where it runs: "
                      + silent.getMessage(),
                  "")),
          null);
    }
    Optional<Formation> web =
        formation.stream().filter(process -> process.type().equals(WEB)).findFirst();
    boolean on = web.filter(process -> process.quantity() > 0).isPresent();
    boolean eco = web.filter(process -> process.size().equalsIgnoreCase("eco")).isPresent();
    return new Found(finding(on && eco), deployment(on, eco));
  }

  private Optional<Finding> finding(boolean sleeps) {
    if (!sleeps || home.style() != Style.SERVE) {
      return Optional.empty();
    }
    String app = home.app().name();
    return Optional.of(
        shared
            ? Finding.problem(
                "the master serves in app %s beside its Eco worker: after 30 minutes without a request its web dyno sleeps and takes the worker with it, and two dynos that are always on need up to 1,488 hours of the account's 1,000"
                    .formatted(app),
                "scale web to 0 and run tick by Heroku Scheduler, or give the master an app of its own with larger dynos and name it in HMA_APP")
            : Finding.warning(
                "the master serves in app %s on an Eco dyno: after 30 minutes without a request it sleeps, and nobody follows the schedule or looks after the workers"
                    .formatted(app),
                "heroku ps:type web=basic -a %s, or run tick by Heroku Scheduler".formatted(app)));
  }

  private Deployment deployment(boolean on, boolean eco) {
    String app = home.app().name();
    String runs = home.style().label();
    if (home.style() == Style.SERVE && !on) {
      return new Deployment(
          runs,
          Style.SERVE.label(),
          "this master does not run in app %s, whose web is at 0, so it does not sleep there"
              .formatted(app));
    }
    return eco
        ? new Deployment(
            runs,
            Style.TICK.label(),
            "the web of app %s is Eco, which sleeps%s"
                .formatted(app, shared ? " and takes the worker with it" : ""))
        : new Deployment(
            runs,
            Style.SERVE.label(),
            "the web of app %s is not Eco, so it never sleeps; tick would need no dyno, but notices things later"
                .formatted(app));
  }
}
