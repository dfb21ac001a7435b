package hma.master.switchover;

import hma.master.heroku.App;
import hma.master.heroku.HerokuClient;
import hma.master.heroku.HerokuException;
import hma.master.heroku.Quota;
import hma.master.journal.ProcessQuantity;
import hma.sync.Finding;
import hma.workflow.Awaiting;
import hma.workflow.TimeLimitExceeded;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Heroku can tell that is worth a warning. All is asked at once, waited for briefly, and never
 * in the way: where Heroku does not tell, nothing is said.
 */
final class AppHints {
  private static final Logger log = LoggerFactory.getLogger(AppHints.class);
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final List<HerokuClient> apps;
  private final InstantSource clock;
  private final int ecoDynos;
  private final List<Finding> findings = new ArrayList<>();
  private final List<String> hours = new ArrayList<>();

  /** Of two apps. */
  AppHints(List<HerokuClient> apps, InstantSource clock, List<ProcessQuantity> formation) {
    this.apps = List.copyOf(apps);
    this.clock = clock;
    this.ecoDynos =
        formation.stream()
            .filter(process -> process.size().equalsIgnoreCase("eco"))
            .mapToInt(ProcessQuantity::quantity)
            .sum();
  }

  /** What is known of one app, as soon as Heroku tells. */
  private record Asked(
      HerokuClient client,
      Future<App> app,
      Future<Optional<String>> commit,
      Future<Optional<Quota>> quota) {
    static Asked of(HerokuClient client) {
      return new Asked(client, client.app(), client.deployedCommit(), client.quota());
    }
  }

  List<Finding> findings() {
    List<Asked> all = apps.stream().map(Asked::of).toList();
    awaitAll(all);
    for (Asked asked : all) {
      warnOfMaintenance(asked);
      warnOfQuota(asked);
    }
    compareCommits(all.getFirst(), all.getLast());
    return List.copyOf(findings);
  }

  private void warnOfMaintenance(Asked asked) {
    if (told(asked.app()).filter(App::maintenance).isPresent()) {
      findings.add(
          Finding.warning(
              "app %s is in maintenance mode: its web requests are answered by the router"
                  .formatted(asked.client().name()),
              "heroku maintenance:off -a " + asked.client().name()));
    }
  }

  /** Until the month's end, when the hours come back. */
  private void warnOfQuota(Asked asked) {
    Optional<Quota> quota = told(asked.quota()).flatMap(known -> known);
    if (quota.isEmpty() || ecoDynos == 0) {
      return;
    }
    hours.add(
        "%s %d of %d"
            .formatted(
                asked.client().name(),
                quota.get().left().toHours(),
                quota.get().total().toHours()));
    Instant now = clock.instant();
    long month = Duration.between(now, Quota.renewal(now)).toHours();
    long left = quota.get().left().toHours();
    if (left < month * ecoDynos) {
      findings.add(
          Finding.warning(
              "the account of app %s has %d Eco hours left, and the month has %d%s"
                  .formatted(
                      asked.client().name(),
                      left,
                      month,
                      ecoDynos == 1 ? "" : ", for %d dynos each".formatted(ecoDynos)),
              "let the other side be active for part of it, or choose a larger size"));
    }
  }

  /** What is left of both accounts' Eco hours, where that matters and is known. */
  String hoursLeft() {
    return hours.isEmpty() ? "" : "; Eco hours left: " + String.join(", ", hours);
  }

  private void compareCommits(Asked one, Asked other) {
    Optional<String> here = told(one.commit()).flatMap(known -> known);
    Optional<String> there = told(other.commit()).flatMap(known -> known);
    if (here.isEmpty() || there.isEmpty() || isSame(here.get(), there.get())) {
      return;
    }
    findings.add(
        Finding.warning(
            "app %s runs commit %s, app %s runs %s"
                .formatted(one.client().name(), here.get(), other.client().name(), there.get()),
            "deploy the same commit to both"));
  }

  /** One may be abbreviated. */
  private static boolean isSame(String one, String other) {
    return one.startsWith(other) || other.startsWith(one);
  }

  private static void awaitAll(List<Asked> apps) {
    List<Future<?>> answers = new ArrayList<>();
    apps.forEach(asked -> answers.addAll(List.of(asked.app(), asked.commit(), asked.quota())));
    try {
      Awaiting.await(Future.join(answers), LIMIT, "Heroku's answers");
    } catch (HerokuException | TimeLimitExceeded silent) {
      log.atInfo()
          .addKeyValue("reason", silent.getMessage())
          .log("Heroku does not tell all that a preflight would like to know");
    }
  }

  private static <T> Optional<T> told(Future<T> asked) {
    return asked.succeeded() ? Optional.of(asked.result()) : Optional.empty();
  }
}
