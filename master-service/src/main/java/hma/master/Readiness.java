package hma.master;

import hma.master.switchover.AlarmView;
import hma.master.switchover.Alarms;
import hma.master.switchover.StatusView;
import hma.master.switchover.SwitchoverService;
import hma.master.switchover.SwitchoverView;
import hma.protocol.ProblemException;
import hma.service.HealthCheck;
import hma.service.HealthCheck.Finding;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether the master can do its work. It is told from what the master knows anyway: anybody may
 * ask, and must not make it ask its database or Heroku.
 */
final class Readiness {
  /** Some beats of the lead. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

  private static final String BROKEN = "switchover-broken";

  private final SwitchoverService switchovers;
  private final Alarms alarms;
  private final Peers peers;
  private final InstantSource clock;

  Readiness(SwitchoverService switchovers, Alarms alarms, Peers peers, InstantSource clock) {
    this.switchovers = switchovers;
    this.alarms = alarms;
    this.peers = peers;
    this.clock = clock;
  }

  List<HealthCheck> checks() {
    return List.of(
        check("database", this::database),
        check("journal", this::journal),
        check("lead", this::lead),
        check("peers", peers::look),
        check("work", this::work),
        check("alarms", this::standing));
  }

  private static HealthCheck check(String name, Supplier<Finding> look) {
    return new HealthCheck(name, () -> Future.succeededFuture(look.get()));
  }

  private Finding database() {
    Instant heardAt = switchovers.heardAt();
    boolean ever = heardAt.isAfter(Instant.EPOCH);
    boolean up = ever && heardAt.plus(LONGEST_SILENCE).isAfter(clock.instant());
    JsonObject data = new JsonObject();
    return new Finding(up, ever ? data.put("answeredAt", heardAt.toString()) : data);
  }

  private Finding journal() {
    JsonObject data = new JsonObject();
    status()
        .filter(status -> status.active() != null)
        .ifPresent(status ->
            data.put("active", String.valueOf(status.active()).toLowerCase(Locale.ROOT))
                .put("epoch", status.epoch()));
    return new Finding(switchovers.isReady(), data);
  }

  private Finding lead() {
    boolean leads = switchovers.leads();
    JsonObject data = new JsonObject();
    if (leads) {
      data.put("term", switchovers.term());
    } else if (switchovers.standsIn()) {
      data.put("standIn", true);
    }
    return new Finding(leads, data);
  }

  /** What is under way is no reason not to be ready, unless nobody goes on with it. */
  private Finding work() {
    JsonObject data = new JsonObject();
    status().map(StatusView::switchover).ifPresent(run -> describe(run, data));
    boolean broken = alarms.standing().stream().anyMatch(alarm -> alarm.code().equals(BROKEN));
    return new Finding(!broken, data);
  }

  private static void describe(SwitchoverView run, JsonObject data) {
    data.put("id", run.id())
        .put("kind", run.kind())
        .put("state", run.state().name())
        .put("startedAt", run.startedAt().toString());
  }

  /** All that stand; down is only what cannot wait. */
  private Finding standing() {
    List<AlarmView> standing = alarms.standing();
    JsonObject data = new JsonObject();
    standing.forEach(alarm ->
        data.put(
            alarm.code(),
            (alarm.urgent() ? "urgent, since " : "can wait, since ") + alarm.since()));
    return new Finding(standing.stream().noneMatch(AlarmView::urgent), data);
  }

  private Optional<StatusView> status() {
    try {
      return Optional.of(switchovers.status());
    } catch (ProblemException notRead) {
      return Optional.empty();
    }
  }
}
